import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
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
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="font-sans">
        <Toaster>{children}</Toaster>
        <RevalidateOnBack />
      </body>
    </html>
  )
}
