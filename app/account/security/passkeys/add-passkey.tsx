'use client'

import type { ReactNode } from 'react'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { FormDialog } from '@/components/overlays/form-dialog'
import { passkeyAction } from '@/components/passkeys/passkey-action'
import { Button } from '@/components/ui/button'
import { useHydrated } from '@/components/use-hydrated'
import { addPasskeyAction, startAddingPasskeyAction } from './actions'

const add = passkeyAction(startAddingPasskeyAction, addPasskeyAction)

/** Not shown without JavaScript. `confirmation` is the field that confirms who the person is, if one is needed. */
export function AddPasskey({ confirmation }: { confirmation: ReactNode }) {
  const hydrated = useHydrated()
  const label = 'Add a passkey'
  if (!hydrated || confirmation) {
    const trigger = (
      <Button variant="outline" className="noscript:hidden" aria-disabled={!hydrated || undefined}>
        {label}
      </Button>
    )
    if (!hydrated) return trigger
    return (
      <FormDialog
        trigger={trigger}
        title={label}
        description="First confirm that it is you. Then your browser asks how to keep the passkey."
        submit="Continue"
        action={add}
      >
        {confirmation}
      </FormDialog>
    )
  }
  return (
    <ToastForm action={add}>
      <SubmitButton variant="outline">{label}</SubmitButton>
    </ToastForm>
  )
}
