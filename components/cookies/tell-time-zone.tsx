'use client'

import { useEffect } from 'react'
import type { TimeZoneCookie } from '@/lib/tenancy/time-zone-cookie'
import { writeCookie } from './write-cookie'

/** Tells the server the time zone of the browser, from the next request on. */
export function TellTimeZone({ name, maxAge, domain }: TimeZoneCookie) {
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    if (timeZone) writeCookie({ name, maxAge, domain }, timeZone)
  }, [name, maxAge, domain])
  return null
}
