import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { ForgotPassword, Layout, Paragraph } from './layout'

type Props = { signInUrl: string; resetUrl: string }

export function subject(_props: Props) {
  return `You already have a ${brand.name} account`
}

export default function AccountExists({ signInUrl, resetUrl }: Props) {
  return (
    <Layout
      preview="Someone tried to sign up with your email. Sign in instead."
      heading="You already have an account"
      reason={`You received this because someone tried to sign up for ${brand.name} with your email. If it wasn't you, ignore this email: your account has not changed.`}
    >
      <Paragraph>
        Someone, probably you, tried to sign up for {brand.name} with your email. You already have
        an account, so you can sign in.
      </Paragraph>
      <CallToAction label="Sign in" url={signInUrl} />
      <ForgotPassword url={resetUrl} />
    </Layout>
  )
}
