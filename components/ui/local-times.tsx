'use client'

import { useEffect } from 'react'
import { LOCAL, timeTexts } from './time'

/** Shows each `Time` of the page in the zone of the browser, and updates it every minute. */
export function LocalTimes({ renderedAt }: { renderedAt: number }) {
  useEffect(() => {
    // The clock of the browser may be slow.
    const lag = Math.max(0, renderedAt - Date.now())
    const update = () => {
      for (const time of document.querySelectorAll('time')) show(time, Date.now() + lag)
    }
    update()
    const timer = setInterval(update, 60_000)
    const observer = new MutationObserver(update)
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['datetime'],
    })
    return () => {
      clearInterval(timer)
      observer.disconnect()
    }
  }, [renderedAt])
  return null
}

// An unchanged text is left alone, because each change calls the observer again.
function show(time: HTMLTimeElement, now: number) {
  const absolute = 'absolute' in time.dataset
  const { text, title } = timeTexts(new Date(time.dateTime), { absolute, now, zone: LOCAL })
  if (time.textContent !== text) time.textContent = text
  time.title = title
}
