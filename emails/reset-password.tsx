import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph, Quiet } from './layout'
import { plainName } from './plain-name'

type Props = { name: string; url: string }

export function subject(_props: Props) {
  return `Reset your ${brand.name} password`
}

export default function ResetPassword({ name, url }: Props) {
  return (
    <Layout
      preview="Choose a new password. The link works once, for one hour."
      heading="Reset your password"
      reason="You received this because someone requested a new password for your account. If it wasn't you, ignore this email: your password has not changed."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>You can now choose a new password for your {brand.name} account.</Paragraph>
      <CallToAction label="Choose a new password" url={url} />
      <Quiet>The link works once, for one hour.</Quiet>
    </Layout>
  )
}
