import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph, Quiet } from './layout'
import { plainName } from './plain-name'

type Props = { name: string; url: string }

export function subject(_props: Props) {
  return `Sign in to ${brand.name}`
}

export default function SignInLink({ name, url }: Props) {
  return (
    <Layout
      preview="Sign in without your password. The link works once, for 15 minutes."
      heading={`Sign in to ${brand.name}`}
      reason="You received this because someone requested a sign-in link for your account. If it wasn't you, ignore this email: nobody can sign in without it."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>Open the link below to sign in without your password.</Paragraph>
      <CallToAction label="Sign in" url={url} />
      <Quiet>The link works once, for 15 minutes.</Quiet>
    </Layout>
  )
}
