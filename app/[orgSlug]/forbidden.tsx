import { Message } from '@/components/message'
import { ERROR_PAGES } from '@/lib/server/error-pages'

/** After a click, the navigation stays around it. A new load gets `errorDocument`. */
export default function Forbidden() {
  const { title, text } = ERROR_PAGES[403]
  return <Message code={403} title={title} text={text} />
}
