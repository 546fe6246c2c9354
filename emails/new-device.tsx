import { brand } from '@/lib/brand'
import { CallToAction } from './call-to-action'
import { Layout, Paragraph } from './layout'
import { plainName } from './plain-name'

type Props = {
  name: string
  /** For example "Firefox on Windows". */
  device: string
  ipAddress: string
  /** With its zone. */
  time: string
  sessionsUrl: string
  resetUrl: string
}

export function subject({ device }: Props) {
  return `New sign-in to your ${brand.name} account: ${device}`
}

export default function NewDevice({ name, device, ipAddress, time, sessionsUrl, resetUrl }: Props) {
  return (
    <Layout
      preview="If it was you, you are all set."
      heading="New sign-in to your account"
      reason="You received this because we let you know when you sign in on a new device or browser."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        Your {brand.name} account was just used on a new device: <strong>{device}</strong>, on{' '}
        {time}, from the IP address {ipAddress}. If it was you, you are all set.
      </Paragraph>
      <Paragraph>
        If it wasn't you, reset your password right away. That ends all sessions.
      </Paragraph>
      <CallToAction label="Reset password" url={resetUrl} />
      <CallToAction label="See where you are signed in" url={sessionsUrl} />
    </Layout>
  )
}
