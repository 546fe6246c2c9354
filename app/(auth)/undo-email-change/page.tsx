import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { findUndo } from '@/lib/account/undo-email-change'
import { paths } from '@/lib/tenancy/paths'
import { undoEmailChangeAction } from './actions'

export const metadata: Metadata = { title: 'Undo the change of email' }

// A form instead of a link alone: email scanners open links.
export default async function UndoEmailChangePage({
  searchParams,
}: PageProps<'/undo-email-change'>) {
  const token = String((await searchParams).token ?? '')
  const change = await findUndo(token)
  if (!change) return <DeadLink />
  return (
    <AuthPage
      title="Undo the change of email"
      description={`Your account gets ${change.oldEmail} back instead of ${change.newEmail}. All devices are signed out, the password, passkeys and connected accounts stop working, and we send you a link to set a new password.`}
    >
      <ActionForm action={undoEmailChangeAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">Undo the change</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}

function DeadLink() {
  return (
    <AuthPage
      title="This link no longer works"
      description="It was already used, has expired or is incomplete. A change can be undone for seven days."
    >
      <Button asChild className="w-full">
        <Link href={paths.signIn()}>Sign in</Link>
      </Button>
    </AuthPage>
  )
}
