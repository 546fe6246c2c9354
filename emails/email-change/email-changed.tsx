import { brand } from '@/lib/brand'
import { CallToAction } from '../call-to-action'
import { Layout, Paragraph, Quiet } from '../layout'
import { plainName } from '../plain-name'

type Props = { name: string; newEmail: string; undoUrl: string }

export function subject(_props: Props) {
  return `The email of your ${brand.name} account was changed`
}

export default function EmailChanged({ name, newEmail, undoUrl }: Props) {
  return (
    <Layout
      preview="If it was you, you are all set. If not, you can undo it."
      heading="Your email was changed"
      reason="You received this because we always let you know when the email of your account changes."
    >
      <Paragraph>Hi {plainName(name)},</Paragraph>
      <Paragraph>
        Your {brand.name} account now has the email {plainName(newEmail)}. If it was you, you are
        all set.
      </Paragraph>
      <Paragraph>If it wasn't you, undo the change and set a new password.</Paragraph>
      <CallToAction label="Undo the change" url={undoUrl} />
      <Quiet>The link works once, for seven days.</Quiet>
    </Layout>
  )
}
