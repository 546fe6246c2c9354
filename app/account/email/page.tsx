import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { findEmailToConfirm } from '@/lib/account/email-change'
import { requireUser } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'
import { confirmEmailChangeAction } from './actions'

export const metadata: Metadata = { title: 'Confirm email' }

// A form instead of a link alone: email scanners open links.
export default async function ConfirmEmailPage({ searchParams }: PageProps<'/account/email'>) {
  const user = await requireUser()
  const token = String((await searchParams).token ?? '')
  const email = await findEmailToConfirm(user, token)
  if (!email) return <DeadLink email={user.email} />
  return (
    <AuthPage
      title="Confirm your new email"
      description={`You will sign in with ${email} instead of ${user.email}. You will be signed out on all other devices.`}
    >
      <ActionForm action={confirmEmailChangeAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">Confirm email</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}

function DeadLink({ email }: { email: string }) {
  return (
    <AuthPage
      title="This link does not work"
      description={`It was already used, has expired, or is of another account than ${email}, with which you are signed in.`}
    >
      <Button asChild className="w-full">
        <Link href={paths.account}>Go to your account</Link>
      </Button>
    </AuthPage>
  )
}
