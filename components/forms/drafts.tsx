'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { withoutSecrets } from '@/lib/without-secrets'

type Fields = Record<string, string>

const OwnerContext = createContext('')

/** `owner` identifies the user and the org. Only the owner of a draft sees it in the same tab. */
export function DraftOwner({ owner, children }: { owner: string; children: ReactNode }) {
  return <OwnerContext value={owner}>{children}</OwnerContext>
}

/**
 * Keeps what was typed into a form of this page until it is shown again in this tab: after signing in
 * again, or after a reload. A tab has one draft. Passwords and tokens are left out.
 */
export function useDrafts() {
  const owner = useContext(OwnerContext)
  return useMemo(() => draftsOf(owner), [owner])
}

function draftsOf(owner: string) {
  const find = (form: string): Fields | undefined => {
    const [draftOwner, path, draftForm, fields] = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    const matches = draftOwner === owner && path === location.pathname && draftForm === form
    return matches ? fields : undefined
  }
  const keyOf = (form: string) => JSON.stringify([owner, location.pathname, form])
  return {
    has: (form: string) => find(form) !== undefined,
    keep: (form: string, fields: Fields) => {
      const draft = [owner, location.pathname, form, withoutSecrets(fields)]
      sessionStorage.setItem(KEY, JSON.stringify(draft))
    },
    /** What was typed into a dialog that was closed without sending, until the page loads again. */
    unsent: (form: string) => (unsent.size > 0 ? unsent.get(keyOf(form)) : undefined),
    setUnsent: (form: string, fields?: Fields) => {
      if (fields) unsent.set(keyOf(form), withoutSecrets(fields))
      else unsent.delete(keyOf(form))
    },
    take: (form: string) => {
      const fields = find(form)
      if (fields) sessionStorage.removeItem(KEY)
      return fields
    },
  }
}

const KEY = 'draft'

// Empty on the server, which has no `location`.
const unsent = new Map<string, Fields>()

/** The name of a form in a dialog. `subject` tells apart the dialogs of a list. */
export const formName = (title: string, subject = '') => `${title} ${subject}`

/** The text fields of a form, without those of React. */
export function typedFields(form: FormData): Fields {
  const entries = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$'),
  )
  return Object.fromEntries(entries)
}
