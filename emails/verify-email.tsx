import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'

type Props = { name: string; url: string }

export function subject(_props: Props) {
  return 'Verify your email'
}

export default function VerifyEmail({ name, url }: Props) {
  return (
    <Layout
      preview={`One more step, and your ${brand.name} account is ready.`}
      heading="Verify your email"
      reason={`You received this because someone signed up for ${brand.name} with your email. If it wasn't you, ignore this email and no account will be created.`}
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        Welcome to {brand.name}. Open the link below and enter the password you signed up with.
      </Paragraph>
      <CallToAction label="Verify email" url={url} />
    </Layout>
  )
}
