import { MessagePage } from '@/components/message-page'
import { paths } from '@/lib/tenancy/paths'

export default function Forbidden() {
  return (
    <MessagePage
      code="403"
      title="Admins only"
      action={{ label: 'Your organizations', href: paths.orgs }}
    >
      Only admins of this organization can open this page. Ask one of them to make you an admin.
    </MessagePage>
  )
}
