import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { signOutAction } from '@/app/_shell/actions'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import { deletedAccount } from '@/lib/auth/guards'
import { paths, safePath } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'
import { restoreAccountAction } from './actions'

export const metadata: Metadata = { title: 'Restore account' }

export default async function RestoreAccountPage({ searchParams }: PageProps<'/restore-account'>) {
  const next = safePath(String((await searchParams).next ?? ''))
  const account = await deletedAccount()
  if (!account) redirect(appUrl(paths.signIn({ next })))
  const { user, deletedAt, purgedFrom } = account
  const canRestore = purgedFrom > new Date()
  return (
    <AuthPage
      title={canRestore ? 'Restore your account?' : 'Your account is being erased'}
      description={
        <>
          You deleted the account of {user.email} on{' '}
          <Time date={deletedAt} viewer={user} absolute />.{' '}
          {canRestore ? (
            <span>
              It is erased on <Time date={purgedFrom} viewer={user} absolute />. Until then, you can
              have it back, with your organizations.
            </span>
          ) : (
            <span>It can no longer be restored. You can sign up again tomorrow.</span>
          )}
        </>
      }
    >
      <div className="space-y-3">
        {canRestore && (
          <ActionForm action={restoreAccountAction}>
            <input type="hidden" name="next" value={next ?? ''} />
            <SubmitButton className="w-full">Restore account</SubmitButton>
          </ActionForm>
        )}
        <form action={signOutAction}>
          <Button type="submit" variant="outline" className="w-full">
            Sign out
          </Button>
        </form>
      </div>
    </AuthPage>
  )
}
