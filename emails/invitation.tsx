import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph, Quiet } from './layout'
import { plainName } from './plain-name'

type Props = {
  orgName: string
  inviterName: string
  /** With its article, for example "an admin". */
  role: string
  url: string
  /** With its zone. */
  expiresAt: string
  hasAccount: boolean
}

export function subject({ orgName, inviterName }: Props) {
  return `${plainName(inviterName)} invited you to ${plainName(orgName)}`
}

export default function Invitation(props: Props) {
  const { role, url, expiresAt, hasAccount } = props
  const org = plainName(props.orgName)
  const inviter = plainName(props.inviterName)

  return (
    <Layout
      preview={`Join ${org} on ${brand.name}.`}
      heading={`Join ${org} on ${brand.name}`}
      reason={`You received this because ${inviter} invited you. If you don't know them, ignore this email.`}
    >
      <Paragraph>
        {inviter} invited you to join <strong>{org}</strong> as {role}.
      </Paragraph>
      <Paragraph>
        {hasAccount
          ? 'You already have an account. Sign in with this email to join.'
          : 'You will need an account. Creating one takes a minute.'}
      </Paragraph>
      <CallToAction
        label={hasAccount ? 'Accept the invitation' : 'Create your account and join'}
        url={url}
      />
      <Quiet>This invitation expires on {expiresAt}.</Quiet>
    </Layout>
  )
}
