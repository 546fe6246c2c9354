'use client'

import type { ReactNode } from 'react'
import { loadLater } from '@/components/overlays/load-later'
import { RowMenus } from '@/components/overlays/row-menus'
import type { MemberMenuProps, MemberRow } from './member-menu'

const { Component: MemberMenu, preload } = loadLater(() =>
  import('./member-menu').then((module) => module.MemberMenu),
)

/** The menu of the buttons in the rows of members. */
export function MemberMenus({
  children,
  ...props
}: Pick<MemberMenuProps, 'org' | 'userId' | 'canUpdate' | 'canRemove' | 'isOnlyAdmin'> & {
  children: ReactNode
}) {
  return (
    <RowMenus<MemberRow> preload={preload} render={(menu) => <MemberMenu {...menu} {...props} />}>
      {children}
    </RowMenus>
  )
}
