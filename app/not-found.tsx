import { MessagePage } from '@/components/message-page'
import { paths } from '@/lib/tenancy/paths'

export default function NotFound() {
  return (
    <MessagePage
      code="404"
      title="Page not found"
      action={{ label: 'Your organizations', href: paths.orgs }}
    >
      This page does not exist, or you are not a member of its organization.
    </MessagePage>
  )
}
