'use client'

import { useEffect } from 'react'
import { LAST_ORG } from '@/lib/tenancy/last-org'

const YEAR = 365 * 24 * 60 * 60

/** Makes this the org that the person lands in next time, on this device. */
export function RememberOrg({ slug }: { slug: string }) {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: Safari has had the Cookie Store API only since 18.4.
    document.cookie = `${LAST_ORG}=${slug}; path=/; max-age=${YEAR}; samesite=lax`
  }, [slug])
  return null
}
