import { MessagePage } from '@/components/message-page'
import { paths } from '@/lib/tenancy/paths'

export default function Forbidden() {
  return (
    <MessagePage
      code="403"
      title="Admins only"
      action={{ label: 'Your organizations', href: paths.orgs }}
    >
      Your role in this organization does not include this page. An admin can change that.
    </MessagePage>
  )
}
