import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'
import { productName } from './theme'

type Props = { name: string; url: string }

export function subject(_props: Props) {
  return 'Verify your email address'
}

export default function VerifyEmail({ name, url }: Props) {
  return (
    <Layout
      preview={`One more step, and your ${productName} account is ready.`}
      heading="Verify your email address"
      reason={`You received this because someone signed up for ${productName} with your email. If it wasn't you, ignore this email and no account will be created.`}
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        Welcome to {productName}. Open the link below and enter the password you signed up with.
      </Paragraph>
      <CallToAction label="Verify email" url={url} />
    </Layout>
  )
}
