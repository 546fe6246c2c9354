import { brand } from '@/lib/brand'
import { CallToAction } from '../call-to-action'
import { Layout, Paragraph, Quiet } from '../layout'
import { plainName } from '../plain-name'

type Props = { name: string; url: string }

export function subject(_props: Props) {
  return 'Confirm your new email'
}

export default function ConfirmEmail({ name, url }: Props) {
  return (
    <Layout
      preview={`One more step, and your ${brand.name} account has this email.`}
      heading="Confirm your new email"
      reason="You received this because someone wants to use your email for their account. If it wasn't you, ignore this email and nothing will change."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        Open the link below to sign in to {brand.name} with this email from now on.
      </Paragraph>
      <CallToAction label="Confirm email" url={url} />
      <Quiet>The link works once, for a day, while you are signed in to your account.</Quiet>
    </Layout>
  )
}
