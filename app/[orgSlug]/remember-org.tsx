'use client'

import { useEffect } from 'react'
import { LAST_ORG, LAST_ORG_SECONDS } from '@/lib/tenancy/last-org'

/** Makes this the org that the person lands in next time, on this device. */
export function RememberOrg({ slug, domain }: { slug: string; domain?: string }) {
  useEffect(() => {
    const where = `path=/; max-age=${LAST_ORG_SECONDS}; samesite=lax${domain ? `; domain=${domain}` : ''}`
    // biome-ignore lint/suspicious/noDocumentCookie: Safari has had the Cookie Store API only since 18.4.
    document.cookie = `${LAST_ORG}=${slug}; ${where}`
  }, [slug, domain])
  return null
}
