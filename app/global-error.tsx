'use client'

import { Document } from '@/components/document'
import { MessagePage } from '@/components/message-page'
import { ERROR_PAGES } from '@/lib/server/error-pages'
import './globals.css'

/** In place of the root layout, if that fails in the browser. The server sends `errorDocument`. */
export default function GlobalError() {
  const { title, text, action } = ERROR_PAGES[500]
  return (
    <Document>
      <title>{`${title} · Tenantry`}</title>
      <MessagePage code="500" title={title} action={action}>
        {text}
      </MessagePage>
    </Document>
  )
}
