import { Link } from 'react-email'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph, Quiet } from './layout'
import { colors, productName } from './theme'

type Props = { signInUrl: string; resetUrl: string }

export function subject(_props: Props) {
  return `You already have a ${productName} account`
}

export default function AccountExists({ signInUrl, resetUrl }: Props) {
  return (
    <Layout
      preview="Somebody tried to sign up with your address. Just sign in instead."
      heading="You already have an account"
      reason={`You received this because someone tried to sign up for ${productName} with this address. If it wasn't you, ignore this mail: your account has not changed.`}
    >
      <Paragraph>
        Somebody, probably you, tried to sign up for {productName} with this address. It already
        belongs to your account, so you can simply sign in.
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
