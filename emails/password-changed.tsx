import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'
import { productName } from './theme'

type Props = { name: string; resetUrl: string }

export function subject(_props: Props) {
  return `Your ${productName} password was changed`
}

export default function PasswordChanged({ name, resetUrl }: Props) {
  return (
    <Layout
      preview="If this was you, there is nothing to do."
      heading="Your password was changed"
      reason="You received this because we always tell you when your password changes."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        The password of your {productName} account was just changed. If this was you, there is
        nothing to do.
      </Paragraph>
      <Paragraph>If it wasn't, please choose a new password right away.</Paragraph>
      <CallToAction label="Reset password" url={resetUrl} />
    </Layout>
  )
}
