import type { Metadata } from 'next'
import { Card, CardHeader } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { listSecurityEvents } from '@/lib/account/security-log'
import { findWaysIn } from '@/lib/account/ways-in'
import { requireUser } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'
import { findTwoFactor } from '@/lib/two-factor/two-factor'
import { AccountShell } from '../account-shell'
import { PasskeysCard } from './passkeys/passkeys-card'
import { PasswordCard } from './password-card'
import { ProviderList } from './provider-list'
import { SecurityEventList } from './security-events'
import { TwoFactorCard } from './two-factor-card'

export const metadata: Metadata = { title: 'Security' }

const RECENT = 5

export default async function SecurityPage({ searchParams }: PageProps<'/account/security'>) {
  const user = await requireUser()
  const { events, total } = await listSecurityEvents(user, { limit: RECENT })
  const waysIn = await findWaysIn(user)
  const notice = String((await searchParams).notice)
  return (
    <AccountShell user={user} current={paths.accountSecurity}>
      <PasswordCard user={user} hasPassword={waysIn.hasPassword} />
      <PasskeysCard user={user} />
      <ProviderList user={user} waysIn={waysIn} notice={notice} />
      <TwoFactorCard {...(await findTwoFactor(user))} />
      {total > 0 && (
        <Card>
          <CardHeader
            title="Recent activity"
            description="If you see something that you did not do, change your password."
            actions={
              total > RECENT && (
                <TextLink href={paths.accountActivity()} className="text-sm">
                  Show all
                </TextLink>
              )
            }
          />
          <div className="mt-4">
            <SecurityEventList user={user} events={events} />
          </div>
        </Card>
      )}
    </AccountShell>
  )
}
