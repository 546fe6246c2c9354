import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'

type Props = {
  name: string
  change: keyof typeof TEXTS
  /** The name of the passkey or the provider. */
  wayIn: string
  resetUrl: string
  securityUrl: string
}

const GAINED = 'You can now sign in with it, without your password.'
const LOST = 'It no longer signs you in.'

const TEXTS = {
  'passkey-added': {
    what: () => 'A passkey was added to',
    effect: GAINED,
    remedy: 'remove the passkey',
  },
  'passkey-removed': {
    what: () => 'A passkey was removed from',
    effect: LOST,
    remedy: 'add the passkey again',
  },
  'provider-connected': {
    what: (provider: string) => `${provider} was connected to`,
    effect: GAINED,
    remedy: 'disconnect it',
  },
  'provider-disconnected': {
    what: (provider: string) => `${provider} was disconnected from`,
    effect: LOST,
    remedy: 'connect it again',
  },
}

export function subject({ change, wayIn }: Props) {
  return `${TEXTS[change].what(wayIn)} your ${brand.name} account`
}

/** After a person gained or lost a way to sign in. */
export default function WayInChanged({ name, change, wayIn, resetUrl, securityUrl }: Props) {
  const { what, effect, remedy } = TEXTS[change]
  return (
    <Layout
      preview="If it was you, you are all set."
      heading={`${what(wayIn)} your account`}
      reason="You received this because we always let you know when the ways to sign in to your account change."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        {what(wayIn)} your {brand.name} account
        {change.startsWith('passkey') && (
          <>
            : <strong>{plainName(wayIn)}</strong>
          </>
        )}
        . {effect} If it was you, you are all set.
      </Paragraph>
      <Paragraph>
        If it wasn't you, reset your password right away, which ends all sessions. Then {remedy} in
        your security settings.
      </Paragraph>
      <CallToAction label="Reset password" url={resetUrl} />
      <CallToAction label="Open security settings" url={securityUrl} />
    </Layout>
  )
}
