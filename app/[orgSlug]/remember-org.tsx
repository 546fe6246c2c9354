'use client'

import { useEffect } from 'react'
import { LAST_ORG_COOKIE, LAST_ORG_SECONDS } from '@/lib/tenancy/last-org'

/** Opens this org after the next sign-in in this browser. */
export function RememberOrg({ slug, domain }: { slug: string; domain?: string }) {
  useEffect(() => {
    const attributes = `path=/; max-age=${LAST_ORG_SECONDS}; samesite=lax${domain ? `; domain=${domain}` : ''}`
    // biome-ignore lint/suspicious/noDocumentCookie: Safari before 18.4 has no Cookie Store API.
    document.cookie = `${LAST_ORG_COOKIE}=${slug}; ${attributes}`
  }, [slug, domain])
  return null
}
