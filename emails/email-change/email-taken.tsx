import { Link } from 'react-email'
import { brand } from '@/lib/brand'
import { CallToAction } from '../call-to-action'
import { Layout, Paragraph, Quiet } from '../layout'
import { colors } from '../theme'

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
        Someone, probably you, tried to use this email for another {brand.name} account. It already
        has an account of its own, so you can sign in with it.
      </Paragraph>
      <CallToAction label="Sign in" url={signInUrl} />
      <Quiet>
        Forgot your password?{' '}
        <Link
          href={resetUrl}
          className="link"
          style={{ color: colors.accent, textDecoration: 'underline' }}
        >
          Reset it here
        </Link>
      </Quiet>
    </Layout>
  )
}
