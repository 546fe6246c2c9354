'use client'

import { useEffect } from 'react'
import { timeTexts } from '@/lib/dates/formats'

/** Updates each `Time` of the page every minute. A time without a zone is shown in that of the browser. */
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
      attributeFilter: ['datetime', 'data-zone', 'lang'],
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
  const { zone, absolute } = time.dataset
  const { text, title } = timeTexts(new Date(time.dateTime), {
    absolute: absolute !== undefined,
    now,
    timeZone: zone,
    locale: time.lang || undefined,
  })
  if (time.textContent !== text) time.textContent = text
  time.title = title
}
