'use client'

import { Document } from '@/components/document'
import { StatusPage } from '@/components/message'
import { brand } from '@/lib/brand'
import { ERROR_PAGES } from '@/lib/server/error-pages'
import './globals.css'

/** In place of the root layout, if that fails in the browser. The server sends `errorDocument`. */
export default function GlobalError() {
  return (
    <Document>
      <title>{`${ERROR_PAGES[500].title} · ${brand.name}`}</title>
      <StatusPage status={500} />
    </Document>
  )
}
