'use client'

import type { ReactNode } from 'react'
import { ToastForm } from '@/components/forms/toast-form'
import { loadLater } from '@/components/overlays/load-later'
import { RowMenuButton, RowMenus } from '@/components/overlays/row-menus'
import { archiveProjectAction, restoreProjectAction } from './actions'
import type { ProjectMenuProps, ProjectRow } from './project-menu'

const { Component: ProjectMenu, preload } = loadLater(() =>
  import('./project-menu').then((module) => module.ProjectMenu),
)

/** The menu of the buttons in the rows of projects. */
export function ProjectMenus({
  children,
  ...props
}: Pick<ProjectMenuProps, 'orgId' | 'canDelete' | 'isOwnPage'> & { children: ReactNode }) {
  return (
    <RowMenus<ProjectRow>
      forms={FORMS}
      preload={preload}
      render={(menu) => <ProjectMenu {...menu} {...props} />}
    >
      {children}
      <ToastForm id={ARCHIVE} action={archiveProjectAction.bind(null, props.orgId)} />
      <ToastForm id={RESTORE} action={restoreProjectAction.bind(null, props.orgId)} />
    </RowMenus>
  )
}

const FORMS = ['Rename project']

// For browsers without JavaScript, which can archive and restore.
const ARCHIVE = 'archive'
const RESTORE = 'restore'

export function ProjectMenuButton({ project }: { project: ProjectRow }) {
  const { id, archived } = project
  return (
    <>
      <noscript>
        <button
          type="submit"
          form={archived ? RESTORE : ARCHIVE}
          name="id"
          value={id}
          className="text-muted-foreground text-sm"
        >
          {archived ? 'Restore' : 'Archive'}
        </button>
      </noscript>
      <RowMenuButton row={project} />
    </>
  )
}
