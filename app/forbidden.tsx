import { MessagePage } from '@/components/message-page'
import { ERROR_PAGES } from '@/lib/server/error-pages'

export default function Forbidden() {
  const { title, text, action } = ERROR_PAGES[403]
  return (
    <MessagePage code="403" title={title} action={action}>
      {text}
    </MessagePage>
  )
}
