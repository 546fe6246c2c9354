import type { ReactNode } from 'react'
import { NewPasswordField } from '@/components/passwords/new-password-field'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { ActionForm, type FormAction, FormField } from './action-form'
import { SubmitButton } from './submit-button'

/** With `email`, the email is fixed, because a link in that mailbox led here. */
export function SignUpForm({
  action,
  email,
  children,
}: {
  action: FormAction
  email?: string
  children?: ReactNode
}) {
  return (
    <ActionForm action={action}>
      {children}
      <FormField name="name" label="Name" autoComplete="name" required />
      <FormField
        name="email"
        label="Email"
        type="email"
        autoComplete="username"
        required
        defaultValue={email}
        readOnly={email !== undefined}
      />
      <NewPasswordField label="Password" />
      <SubmitButton className="w-full">Create account</SubmitButton>
      <p className="text-center text-muted-foreground text-xs">
        By creating an account, you accept the <TextLink href={paths.terms}>terms</TextLink> and the{' '}
        <TextLink href={paths.privacy}>privacy policy</TextLink>.
      </p>
    </ActionForm>
  )
}
