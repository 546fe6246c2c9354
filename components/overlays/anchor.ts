import { type Ref, useImperativeHandle } from 'react'
import type { Overlay } from './use-overlay'

/** Makes the button that is already on the page the trigger of a Radix component, as its `asChild`. */
export function Anchor({
  opener,
  ref,
}: Pick<Overlay, 'opener'> & { ref?: Ref<HTMLElement | null> }) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => opener.current)
  return null
}
