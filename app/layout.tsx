import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { TellTimeZone } from '@/components/cookies/tell-time-zone'
import { Document } from '@/components/document'
import { KeepFocus } from '@/components/focus/keep-focus'
import { FollowLinks } from '@/components/follow-links'
import { RevalidateOnBack } from '@/components/revalidate-on-back'
import { Toaster } from '@/components/toaster'
import { LocalTimes } from '@/components/ui/local-times'
import { readTheme } from '@/lib/auth/theme-cookie'
import { brand } from '@/lib/brand'
import { env } from '@/lib/env'
import { timeZoneCookie } from '@/lib/tenancy/time-zone-cookie'
import './globals.css'

export function generateMetadata(): Metadata {
  const { name, tagline, description } = brand
  return {
    metadataBase: new URL(env().APP_URL),
    applicationName: name,
    title: { default: `${name}: ${tagline}`, template: `%s · ${name}` },
    description,
    openGraph: { siteName: name, type: 'website', locale: 'en_US' },
    twitter: { card: 'summary_large_image' },
    formatDetection: { telephone: false, date: false, address: false, email: false, url: false },
  }
}

// The nonce of the Content Security Policy differs per request.
export const dynamic = 'force-dynamic'

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <Document theme={await readTheme()}>
      <Toaster>{children}</Toaster>
      <RevalidateOnBack />
      <KeepFocus />
      <FollowLinks />
      <LocalTimes renderedAt={Date.now()} />
      <TellTimeZone {...timeZoneCookie(env().tenancy)} />
    </Document>
  )
}
