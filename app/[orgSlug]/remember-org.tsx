'use client'

import { useEffect } from 'react'
import { writeCookie } from '@/components/cookies/write-cookie'
import type { LastOrgCookie } from '@/lib/tenancy/last-org'

/** Opens this org after the next sign-in in this browser. */
export function RememberOrg({ name, value, maxAge, domain }: LastOrgCookie) {
  useEffect(() => {
    writeCookie({ name, maxAge, domain }, value)
  }, [name, value, maxAge, domain])
  return null
}
