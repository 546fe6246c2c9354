import type { Metadata } from 'next'
import { FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Notice } from '@/components/notice'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { requireUser } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'
import { AccountShell } from './account-shell'
import { updateProfileAction } from './actions'
import { EmailCard } from './email-card'
import { PictureCard } from './picture/picture-card'
import { PreferencesCard } from './preferences-card'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage({ searchParams }: PageProps<'/account'>) {
  const user = await requireUser()
  return (
    <AccountShell user={user} current={paths.account}>
      {(await searchParams).notice === 'email' && (
        <Notice message={`You now sign in with ${user.email}.`} />
      )}
      <Card>
        <CardHeader
          title="Profile"
          description="The members of your organizations see your name and your email."
        />
        <CardContent>
          <ToastForm
            action={updateProfileAction}
            undo={{ action: updateProfileAction, fields: { name: user.name } }}
            className="space-y-5"
          >
            <FormField
              name="name"
              label="Name"
              autoComplete="name"
              required
              defaultValue={user.name}
            />
            <SubmitButton>Save profile</SubmitButton>
          </ToastForm>
        </CardContent>
      </Card>
      <PictureCard user={user} />
      <PreferencesCard user={user} />
      <EmailCard user={user} />
    </AccountShell>
  )
}
