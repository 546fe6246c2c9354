import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'

type Props = { name: string; resetUrl: string }

export function subject(_props: Props) {
  return `Your ${brand.name} password was changed`
}

export default function PasswordChanged({ name, resetUrl }: Props) {
  return (
    <Layout
      preview="If it was you, you are all set."
      heading="Your password was changed"
      reason="You received this because we always let you know when your password changes."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        The password of your {brand.name} account was just changed. If it was you, you are all set.
      </Paragraph>
      <Paragraph>If it wasn't you, reset your password right away.</Paragraph>
      <CallToAction label="Reset password" url={resetUrl} />
    </Layout>
  )
}
