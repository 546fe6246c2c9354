import { FormField } from '@/components/forms/action-form'
import { FormMessage } from '@/components/forms/form-message'
import { PasswordField } from '@/components/passwords/password-field'
import { findConfirmation, SIGN_IN_AGAIN } from '@/lib/account/confirm-identity'
import type { Actor } from '@/lib/auth/accounts'
import { currentCaller } from '@/lib/auth/guards'

/** The field of a form that confirms who the person is. None if they have just signed in. */
export async function ConfirmIdentity({ user }: { user: Actor }) {
  const needed = await findConfirmation(user, await currentCaller())
  return needed && FIELDS[needed]
}

const FIELDS = {
  password: <PasswordField name="currentPassword" label="Current password" />,
  code: (
    <FormField
      name="code"
      label="Code from your authenticator app, or recovery code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  ),
  'sign-in': (
    <FormMessage tone="info">To confirm that it is you: {lowerFirst(SIGN_IN_AGAIN)}</FormMessage>
  ),
}

function lowerFirst(text: string) {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
