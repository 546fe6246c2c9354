'use client'

import { CircleAlert } from 'lucide-react'

/** `Try "acme-2"` at the end of a message is a button that fills in the control. */
export function FieldError({
  id,
  controlId,
  message,
}: {
  id?: string
  controlId: string
  message: string
}) {
  const [, problem = message, label, suggestion] = /^(.*?)(Try "([^"]+)"\.)$/.exec(message) ?? []
  return (
    <p
      id={id}
      role="alert"
      className="col-span-2 flex gap-1.5 text-[0.8125rem] text-destructive leading-5"
    >
      <CircleAlert aria-hidden className="mt-[0.1875rem] size-3.5 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {problem}
        {suggestion && (
          <button
            type="button"
            className="cursor-pointer rounded-sm text-left font-medium underline underline-offset-2 hover:no-underline pointer-coarse:py-3"
            onClick={() => fill(controlId, suggestion)}
          >
            {label}
          </button>
        )}
      </span>
    </p>
  )
}

function fill(controlId: string, value: string) {
  const control = document.getElementById(controlId)
  if (!(control instanceof HTMLInputElement)) return
  // React overrides `value` on the element, and would take the event for one without a change.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(control, value)
  control.dispatchEvent(new Event('input', { bubbles: true }))
  control.focus()
}
