'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const INTERVAL_MS = 3000

/** Loads the page again every few seconds while it is visible. */
export function Refresh() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, INTERVAL_MS)
    return () => clearInterval(timer)
  }, [router])
  return null
}
