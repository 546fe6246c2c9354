'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useOptimistic } from 'react'
import { Progress } from './ui/progress'

/**
 * Loads the page of a clicked `Link`, and shows progress until then. One for all links, because a component of
 * the browser for each made lists slow. Pages are not loaded before the click: each would be a request.
 */
export function FollowLinks() {
  const router = useRouter()
  const [link, setLink] = useOptimistic<HTMLAnchorElement | null>(null)
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const clicked = linkOf(event)
      if (!clicked || event.defaultPrevented || clicked.origin !== location.origin) return
      event.preventDefault()
      startTransition(() => {
        setLink(clicked)
        router.push(clicked.href, { scroll: clicked.dataset.link !== 'keep-scroll' })
      })
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [router, setLink])
  useEffect(() => {
    link?.toggleAttribute('data-loading', true)
    return () => link?.removeAttribute('data-loading')
  }, [link])
  return link && <Progress />
}

/** Other clicks open another tab or window, download, or select. */
function linkOf({ target, button, ctrlKey, metaKey, altKey, shiftKey }: MouseEvent) {
  if (button !== 0 || ctrlKey || metaKey || altKey || shiftKey) return null
  return target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-link]') : null
}
