import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'

type Props = { name: string; left: string; resetUrl: string }

export function subject(_props: Props) {
  return 'A recovery code was used'
}

export default function RecoveryCodeUsed({ name, left, resetUrl }: Props) {
  return (
    <Layout
      preview={`Recovery codes left: ${left}.`}
      heading="A recovery code was used"
      reason="You received this because we always let you know when a recovery code is used."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        A recovery code of your {brand.name} account was just used in place of a code from your
        authenticator app. Recovery codes left: {left}. You can make new ones in the security
        settings of your account.
      </Paragraph>
      <Paragraph>If it wasn't you, reset your password right away.</Paragraph>
      <CallToAction label="Reset password" url={resetUrl} />
    </Layout>
  )
}
