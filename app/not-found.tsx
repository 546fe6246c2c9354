import { MessagePage } from '@/components/message-page'
import { paths } from '@/lib/tenancy/paths'

export default function NotFound() {
  return (
    <MessagePage
      code="404"
      title="There is nothing here"
      action={{ label: 'Your organizations', href: paths.orgs }}
    >
      The page does not exist, or you are not a member of the organization it belongs to.
    </MessagePage>
  )
}
