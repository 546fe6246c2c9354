'use client'

import { useEffect } from 'react'
import type { LastOrgCookie } from '@/lib/tenancy/last-org'

/** Opens this org after the next sign-in in this browser. */
export function RememberOrg({ name, value, maxAge, domain }: LastOrgCookie) {
  useEffect(() => {
    const attributes = `path=/; max-age=${maxAge}; samesite=lax${domain ? `; domain=${domain}` : ''}`
    // biome-ignore lint/suspicious/noDocumentCookie: Safari before 18.4 has no Cookie Store API.
    document.cookie = `${name}=${value}; ${attributes}`
  }, [name, value, maxAge, domain])
  return null
}
