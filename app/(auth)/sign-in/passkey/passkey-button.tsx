'use client'

import { KeyRound } from 'lucide-react'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { passkeyAction } from '@/components/passkeys/passkey-action'
import { Button } from '@/components/ui/button'
import { useHydrated } from '@/components/use-hydrated'
import { signInWithPasskeyAction, startPasskeySignInAction } from './actions'

const signIn = passkeyAction(startPasskeySignInAction, signInWithPasskeyAction)

/** Not shown without JavaScript. `next` is the path after the sign-in. */
export function PasskeyButton({ next = '' }: { next?: string }) {
  const label = (
    <>
      <KeyRound aria-hidden />
      Continue with a passkey
    </>
  )
  const props = { variant: 'outline', className: 'noscript:hidden w-full' } as const
  if (!useHydrated()) {
    return (
      <Button {...props} aria-disabled>
        {label}
      </Button>
    )
  }
  return (
    <ActionForm action={signIn}>
      <input type="hidden" name="next" value={next} />
      <SubmitButton {...props}>{label}</SubmitButton>
    </ActionForm>
  )
}
