'use client'

import type { ReactNode } from 'react'
import { loadLater } from '@/components/overlays/load-later'
import { RowMenus } from '@/components/overlays/row-menus'
import type { TaskMenuProps, TaskMenuRow } from './task-menu'

const { Component: TaskMenu, preload } = loadLater(() =>
  import('./task-menu').then((module) => module.TaskMenu),
)

/** The menu of the buttons in the rows of tasks. */
export function TaskMenus({
  children,
  ...props
}: Pick<TaskMenuProps, 'orgId' | 'members'> & { children: ReactNode }) {
  return (
    <RowMenus<TaskMenuRow>
      forms={FORMS}
      preload={preload}
      render={(menu) => <TaskMenu {...menu} {...props} />}
    >
      {children}
    </RowMenus>
  )
}

const FORMS = ['Rename task', 'Assign task']
