import type { Metadata } from 'next'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { FormMessage } from '@/components/forms/form-message'
import { SubmitButton } from '@/components/forms/submit-button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { Actor } from '@/lib/auth/accounts'
import { requireUser } from '@/lib/auth/guards'
import { paths, safePath } from '@/lib/tenancy/paths'
import { listOrgsRequiringTwoFactor } from '@/lib/two-factor/requirement'
import { findTwoFactor, type TwoFactor } from '@/lib/two-factor/two-factor'
import { appUrl } from '@/lib/urls'
import { AccountShell } from '../../account-shell'
import { ConfirmIdentity } from '../../confirm-identity'
import { setUpTwoFactorAction, showRecoveryCodesAction } from './actions'
import { QrCode } from './qr-code'
import { RecoveryCodes } from './recovery-codes'

export const metadata: Metadata = { title: 'Two-factor authentication' }

export default async function TwoFactorPage({
  searchParams,
}: PageProps<'/account/security/two-factor'>) {
  const user = await requireUser()
  const next = safePath(String((await searchParams).next ?? ''))
  const { confirmedAt, setup } = await findTwoFactor(user)
  const requiredBy = confirmedAt ? [] : await listOrgsRequiringTwoFactor(user)
  return (
    <AccountShell user={user} current={paths.accountSecurity}>
      {requiredBy.length > 0 && (
        <FormMessage tone="info">
          {new Intl.ListFormat('en').format(requiredBy)}{' '}
          {requiredBy.length === 1 ? 'requires' : 'require'} two-factor authentication. Set it up to
          continue.
        </FormMessage>
      )}
      {confirmedAt || setup ? (
        <Card>
          <CardContent>
            <ActionForm action={showRecoveryCodesAction} name="recovery codes">
              <RecoveryCodes doneHref={appUrl(next ?? paths.accountSecurity)}>
                <Intro {...(confirmedAt ? ON : SETUP)} />
                {setup && <Secret {...setup} />}
                <FormField
                  name="code"
                  label="6-digit code"
                  autoComplete="one-time-code"
                  inputMode="numeric"
                  required
                />
                <SubmitButton>{confirmedAt ? 'Make new recovery codes' : 'Switch on'}</SubmitButton>
              </RecoveryCodes>
            </ActionForm>
          </CardContent>
        </Card>
      ) : (
        <Start user={user} />
      )}
    </AccountShell>
  )
}

const SETUP = {
  title: 'Set up your authenticator app',
  description:
    'Scan the QR code with an app such as 1Password, Google Authenticator or Microsoft Authenticator. Then enter the code that it shows.',
}

const ON = {
  title: 'New recovery codes',
  description:
    'Two-factor authentication is on. Enter a code from your authenticator app to replace your recovery codes.',
}

// Not in the header of the card, because it gives way to the codes.
function Intro({ title, description }: { title: string; description: string }) {
  return (
    <div className="space-y-1">
      <h2 className="font-semibold text-[0.9375rem] leading-6">{title}</h2>
      <p className="max-w-prose text-muted-foreground text-sm">{description}</p>
    </div>
  )
}

function Start({ user }: { user: Actor }) {
  return (
    <Card>
      <CardHeader
        title="Two-factor authentication"
        description="When you sign in, we also ask for a code from an app on your phone. A stolen password alone is then useless."
      />
      <CardContent>
        <ActionForm action={setUpTwoFactorAction}>
          <ConfirmIdentity user={user} />
          <SubmitButton>Set up authenticator app</SubmitButton>
        </ActionForm>
      </CardContent>
    </Card>
  )
}

function Secret({ secret, url }: NonNullable<TwoFactor['setup']>) {
  return (
    <div className="flex flex-wrap items-center gap-5">
      <QrCode text={url} label="QR code for your authenticator app" />
      <div className="min-w-0 flex-1 basis-56 space-y-3 text-sm">
        <p className="text-muted-foreground">
          On this device?{' '}
          <a href={url} className="tap rounded-sm font-medium text-link hover:underline">
            Open your authenticator app
          </a>
          , or enter this key in it:
        </p>
        <code className="block rounded-md bg-muted px-3 py-2 font-mono text-[0.8125rem] leading-6">
          {secret.match(/.{1,4}/g)?.join(' ')}
        </code>
      </div>
    </div>
  )
}
