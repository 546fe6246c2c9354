import type { Metadata } from 'next'
import { InvitationsNotice } from '@/app/_shell/invitations-notice'
import { UserShell } from '@/app/_shell/user-shell'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Card, CardContent } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { requireUser } from '@/lib/auth/guards'
import { env } from '@/lib/env'
import { countMyInvitations } from '@/lib/orgs/guards'
import { orgUrlAffixes } from '@/lib/tenancy/links'
import { createOrgAction } from './actions'
import { NameAndUrl } from './name-and-url'

export const metadata: Metadata = { title: 'New organization' }

export default async function NewOrgPage() {
  const user = await requireUser()
  return (
    <UserShell user={user}>
      <div className="mx-auto max-w-lg">
        <InvitationsNotice count={await countMyInvitations()} />
        <PageHeader
          title="New organization"
          description="You will be its admin, and you can invite your team next."
        />
        <Card>
          <CardContent>
            <ActionForm action={createOrgAction}>
              <NameAndUrl affixes={orgUrlAffixes(env().tenancy)} />
              <SubmitButton>Create organization</SubmitButton>
            </ActionForm>
          </CardContent>
        </Card>
      </div>
    </UserShell>
  )
}
