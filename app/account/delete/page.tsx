import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { FormField } from '@/components/forms/action-form'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { Actor } from '@/lib/auth/accounts'
import { requireUser } from '@/lib/auth/guards'
import { listAffectedOrgs } from '@/lib/leaving/orgs/affected-orgs'
import { DAYS_TO_RESTORE } from '@/lib/leaving/purge-date'
import { paths } from '@/lib/tenancy/paths'
import { AccountShell } from '../account-shell'
import { ConfirmIdentity } from '../confirm-identity'
import { deleteAccountAction } from './actions'
import { AffectedOrgs } from './affected-orgs'

export const metadata: Metadata = { title: 'Delete account' }

export default async function DeleteAccountPage() {
  const user = await requireUser()
  return (
    <AccountShell user={user} current={paths.deleteAccount}>
      <Card>
        <CardHeader
          title="Your data"
          description="Your profile, organizations, invitations, devices, and what you did, as a JSON file."
        />
        <CardContent>
          <Button asChild variant="outline">
            <a href={paths.accountData} download>
              <Download aria-hidden />
              Download my data
            </a>
          </Button>
        </CardContent>
      </Card>
      <Card className="border-destructive/40">
        <CardHeader
          title="Delete account"
          description={`You are signed out on all devices at once. Within ${DAYS_TO_RESTORE} days, you can sign in to restore your account. After that, it is erased.`}
        />
        <CardContent className="space-y-5">
          <AffectedOrgs orgs={await listAffectedOrgs(user)}>
            <DeleteAccount user={user} />
          </AffectedOrgs>
        </CardContent>
      </Card>
    </AccountShell>
  )
}

function DeleteAccount({ user }: { user: Actor }) {
  return (
    <FormDialog
      trigger={<Button variant="destructive">Delete account</Button>}
      title="Delete your account?"
      description={`You are signed out on all devices at once. You can restore the account within ${DAYS_TO_RESTORE} days: sign in again.`}
      submit="Delete account"
      variant="destructive"
      action={deleteAccountAction}
    >
      <FormField
        name="confirmation"
        label={`Type ${user.email} to confirm`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <ConfirmIdentity user={user} />
    </FormDialog>
  )
}
