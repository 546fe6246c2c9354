import { brand } from '@/lib/brand'
import { CallToAction } from '../call-to-action'
import { Layout, Paragraph } from '../layout'
import { plainName } from '../plain-name'

/** `purgedFrom` names its zone. */
type Props = { name: string; purgedFrom: string; signInUrl: string }

export function subject(_props: Props) {
  return `Your ${brand.name} account was deleted`
}

export default function AccountDeleted({ name, purgedFrom, signInUrl }: Props) {
  return (
    <Layout
      preview={`You can restore it until ${purgedFrom}.`}
      heading="Your account was deleted"
      reason="You received this because we always let you know when your account is deleted."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        Your {brand.name} account was just deleted, and you are signed out on all devices. Changed
        your mind, or wasn't it you? Sign in before <strong>{purgedFrom}</strong> to restore it.
        After that, your account and the organizations of which you are the only member are erased.
      </Paragraph>
      <CallToAction label="Restore account" url={signInUrl} />
    </Layout>
  )
}
