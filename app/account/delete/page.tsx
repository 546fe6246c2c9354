import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { FormField } from '@/components/forms/action-form'
import { FormMessage } from '@/components/forms/form-message'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { Actor } from '@/lib/auth/accounts'
import { requireUser } from '@/lib/auth/guards'
import { type AffectedOrg, listAffectedOrgs } from '@/lib/leaving/affected-orgs'
import { DAYS_TO_RESTORE } from '@/lib/leaving/purge-date'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'
import { AccountShell } from '../account-shell'
import { ConfirmIdentity } from '../confirm-identity'
import { deleteAccountAction } from './actions'

export const metadata: Metadata = { title: 'Delete account' }

export default async function DeleteAccountPage() {
  const user = await requireUser()
  const affected = await listAffectedOrgs(user)
  const orgsWith = (effect: AffectedOrg['effect']) =>
    affected.filter((org) => org.effect === effect)
  const blocked = orgsWith('blocked')
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
          <Orgs title="Deleted with your account, because you are the only member:">
            {orgsWith('delete')}
          </Orgs>
          <Orgs title="You leave these, and are a member again if you restore your account:">
            {orgsWith('leave')}
          </Orgs>
          {blocked.length ? <Blocked orgs={blocked} /> : <DeleteAccount user={user} />}
        </CardContent>
      </Card>
    </AccountShell>
  )
}

function Orgs({ title, children: orgs }: { title: string; children: AffectedOrg[] }) {
  if (!orgs.length) return null
  return (
    <div className="text-sm">
      <p className="text-muted-foreground">{title}</p>
      <ul className="mt-1 list-disc space-y-1 pl-5 [overflow-wrap:anywhere]">
        {orgs.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </div>
  )
}

function Blocked({ orgs }: { orgs: AffectedOrg[] }) {
  return (
    <FormMessage>
      <p>
        You are the last admin of these organizations. Make another member admin, or delete the
        organization, before you delete your account.
      </p>
      <ul className="mt-2 space-y-1">
        {orgs.map(({ id, name, slug }) => (
          <li key={id}>
            <a
              href={appUrl(`/${slug}/team`)}
              className="tap rounded-sm font-medium text-link underline-offset-4 hover:underline"
            >
              {name}: open the team
            </a>
          </li>
        ))}
      </ul>
    </FormMessage>
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
