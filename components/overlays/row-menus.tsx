'use client'

import {
  createContext,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useOptimistic,
  useRef,
  useState,
  useTransition,
} from 'react'
import { formName, useDrafts } from '@/components/forms/drafts'
import { type Undo, useToast } from '@/components/toaster'
import { Spinner } from '@/components/ui/spinner'
import { useReady } from '@/components/use-hydrated'
import type { FormState } from '@/lib/forms'
import { type Overlay, openerProps } from './use-overlay'

type Row = { id: string; name: string }

type Shown = { row: Row; part: string }

/** What the menu of a list gets. `part` is `menu` or a dialog: the title of a form, or any other name. */
export type RowMenu<R extends Row> = Overlay & {
  row: R
  part: string
  show: (part: string) => void
  /** Runs an action, marks the row as busy, and shows the result as a toast. */
  run: (action: () => Promise<FormState>, undo?: Undo) => void
}

type Menus = {
  forms: readonly string[]
  shown?: Shown
  busy: string[]
  show: (row: Row, part: string, button: HTMLElement | null) => void
  hide: () => void
  preload: () => void
}

const MenusContext = createContext<Menus>({
  forms: [],
  busy: [],
  show: () => {},
  hide: () => {},
  preload: () => {},
})

/** One menu and one set of dialogs for all rows of a list. `render` gets the row whose button was pressed. */
export function RowMenus<R extends Row>({
  forms = NO_FORMS,
  preload,
  render,
  children,
}: {
  /** The titles of the dialogs with a form. They open again if they kept a draft. */
  forms?: readonly string[]
  preload: () => void
  render: (menu: RowMenu<R>) => ReactNode
  children: ReactNode
}) {
  const [shown, setShown] = useState<Shown>()
  const opener = useRef<HTMLElement>(null)
  const [busy, addBusy] = useOptimistic<string[], string>([], (ids, id) => [...ids, id])
  const [, startTransition] = useTransition()
  const toast = useToast()
  const show = useCallback((row: Row, part: string, button: HTMLElement | null) => {
    opener.current = button
    setShown({ row, part })
  }, [])
  const hide = useCallback(() => setShown(undefined), [])
  const run = ({ id }: Row, action: () => Promise<FormState>, undo?: Undo) =>
    startTransition(async () => {
      addBusy(id)
      toast(await action(), undo)
    })
  return (
    <MenusContext value={{ forms, shown, busy, show, hide, preload }}>
      {children}
      <Suspense>
        {shown &&
          render({
            row: shown.row as R,
            part: shown.part,
            opener,
            // An item that opens a dialog closes the menu after it.
            onClose: () => setShown((now) => (now?.part === shown.part ? undefined : now)),
            show: (part) => setShown({ row: shown.row, part }),
            run: (action, undo) => run(shown.row, action, undo),
          })}
      </Suspense>
    </MenusContext>
  )
}

const NO_FORMS: readonly string[] = []

export function RowMenuButton<R extends Row>({ row }: { row: R }) {
  const { forms, shown, busy, show, hide, preload } = useContext(MenusContext)
  const button = useRef<HTMLButtonElement>(null)
  const drafts = useDrafts()
  useEffect(() => {
    const form = forms.find((title) => drafts.has(formName(title, row.id)))
    if (form) show(row, form, button.current)
  }, [drafts, forms, row, show])
  const isOpen = shown?.part === 'menu' && shown.row.id === row.id
  const isBusy = busy.includes(row.id)
  return (
    <button
      ref={button}
      type="button"
      className="row-menu"
      aria-label={`Actions for ${row.name}`}
      aria-busy={isBusy || undefined}
      {...useReady()}
      {...openerProps('menu', isOpen, preload, (button) =>
        isOpen ? hide() : show(row, 'menu', button),
      )}
    >
      {isBusy ? (
        <Spinner />
      ) : (
        <svg aria-hidden viewBox="0 0 24 24">
          <path d="M5 12h0m7 0h0m7 0h0" />
        </svg>
      )}
    </button>
  )
}
