'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Loads a page again that Back or Forward shows from a cache: its reader may have lost access. */
export function RevalidateOnBack() {
  const router = useRouter()
  useEffect(() => {
    const refresh = () => router.refresh()
    const onPageShow = ({ persisted }: PageTransitionEvent) => persisted && refresh()
    window.addEventListener('popstate', refresh)
    window.addEventListener('pageshow', onPageShow)
    return () => {
      window.removeEventListener('popstate', refresh)
      window.removeEventListener('pageshow', onPageShow)
    }
  }, [router])
  return null
}
