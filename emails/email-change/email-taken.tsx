import { brand } from '@/lib/brand'
import { CallToAction } from '../call-to-action'
import { ForgotPassword, Layout, Paragraph } from '../layout'

type Props = { signInUrl: string; resetUrl: string }

export function subject(_props: Props) {
  return `This email already has a ${brand.name} account`
}

export default function EmailTaken({ signInUrl, resetUrl }: Props) {
  return (
    <Layout
      preview="Someone tried to use your email for another account."
      heading="This email already has an account"
      reason="You received this because someone tried to use your email for another account. If it wasn't you, ignore this email: your account has not changed."
    >
      <Paragraph>
        Someone, probably you, tried to use this email for another {brand.name} account. There
        already is an account with this email, so you can sign in to it.
      </Paragraph>
      <CallToAction label="Sign in" url={signInUrl} />
      <ForgotPassword url={resetUrl} />
    </Layout>
  )
}
