'use client'

import { Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { THEMES } from '@/app/_shell/use-theme'
import {
  DropdownMenu,
  DropdownMenuChoice,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
} from '@/components/overlays/dropdown-menu'
import { OpenConfirmDialog } from '@/components/overlays/open-confirm-dialog'
import { type RowMenu, RowMenuButton, RowMenus } from '@/components/overlays/row-menus'

type Row = { id: string; name: string }

/** The menu that the rows of a list share. */
export function SampleMenus({ children }: { children: ReactNode }) {
  return (
    <RowMenus<Row> preload={() => {}} render={(menu) => <SampleMenu {...menu} />}>
      {children}
    </RowMenus>
  )
}

export const RowActions = ({ row }: { row: Row }) => <RowMenuButton row={row} />

function SampleMenu({ row, part, opener, onClose, show, run }: RowMenu<Row>) {
  if (part === 'delete') {
    return (
      <OpenConfirmDialog
        opener={opener}
        onClose={onClose}
        title={`Delete ${row.name}?`}
        description="You cannot undo this."
        submit="Delete"
        action={async () => ({ ok: true, message: 'Deleted.' })}
      />
    )
  }
  return (
    <DropdownMenu opener={opener} onClose={onClose}>
      <DropdownMenuLabel>{row.name}</DropdownMenuLabel>
      <DropdownMenuItem
        icon={Pencil}
        onSelect={() => run(async () => ({ ok: true, message: 'Renamed.' }))}
      >
        Rename
      </DropdownMenuItem>
      <DropdownMenuItem icon={Pencil} disabled>
        Disabled
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuChoice label="Theme" value="light" options={THEMES} onChange={() => {}} />
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={Trash2} variant="destructive" onSelect={() => show('delete')}>
        Delete
      </DropdownMenuItem>
    </DropdownMenu>
  )
}
