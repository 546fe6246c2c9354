import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'

type Props = { name: string; isOn: boolean; resetUrl: string }

export function subject({ isOn }: Props) {
  return `Two-factor authentication is ${isOn ? 'on' : 'off'}`
}

export default function TwoFactorChanged({ name, isOn, resetUrl }: Props) {
  return (
    <Layout
      preview="If it was you, you are all set."
      heading={`Two-factor authentication is ${isOn ? 'on' : 'off'}`}
      reason="You received this because we always let you know when two-factor authentication changes."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        Two-factor authentication of your {brand.name} account was just switched{' '}
        {isOn ? 'on' : 'off'}.{' '}
        {isOn
          ? 'From now on, you sign in with a code from your authenticator app too.'
          : 'You now sign in without a code.'}
      </Paragraph>
      <Paragraph>If it wasn't you, reset your password right away.</Paragraph>
      <CallToAction label="Reset password" url={resetUrl} />
    </Layout>
  )
}
