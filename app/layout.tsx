import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Document } from '@/components/document'
import { RevalidateOnBack } from '@/components/revalidate-on-back'
import { Toaster } from '@/components/toaster'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Tenantry', template: '%s · Tenantry' },
  description:
    'Create your organization, invite your teammates and work together. Your data stays yours.',
  formatDetection: { telephone: false, date: false, address: false, email: false, url: false },
}

// The nonce of the Content Security Policy differs per request.
export const dynamic = 'force-dynamic'

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <Document>
      <Toaster>{children}</Toaster>
      <RevalidateOnBack />
    </Document>
  )
}
