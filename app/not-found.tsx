import { MessagePage } from '@/components/message-page'
import { ERROR_PAGES } from '@/lib/server/error-pages'

export default function NotFound() {
  const { title, text, action } = ERROR_PAGES[404]
  return (
    <MessagePage code="404" title={title} action={action}>
      {text}
    </MessagePage>
  )
}
