import type { FormAction } from '@/components/forms/action-form'
import type { FormState } from '@/lib/forms'

/** An action of which `start` says what to ask of the browser, whose response `finish` gets as the field `passkey`. */
export function passkeyAction(start: FormAction, finish: FormAction): FormAction {
  return async (state, form) => {
    // Meanwhile, because a browser may only wait for a moment after a click.
    const loading = import('@simplewebauthn/browser')
    const started = await start(state, form)
    const { newPasskey, passkeyRequest } = started
    const { startAuthentication, startRegistration } = await loading
    const asking = newPasskey
      ? startRegistration({ optionsJSON: newPasskey })
      : passkeyRequest && startAuthentication({ optionsJSON: passkeyRequest })
    if (!asking) return started
    const response = await (asking as Promise<object>).catch(failure)
    if ('message' in response) return response
    form.set('passkey', JSON.stringify(response))
    return finish(state, form)
  }
}

function failure({ name }: Error): FormState & { message: string } {
  if (name === 'InvalidStateError') {
    return { message: 'This device already has a passkey for your account.' }
  }
  if (name === 'NotAllowedError') return { message: 'No passkey was used. Try again.' }
  return { message: 'This browser cannot use passkeys here.' }
}
