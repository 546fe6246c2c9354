'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useForm } from './action-form'

/** The outcome of each item, for a form that submits several. */
export function FormOutcomes() {
  const { outcomes } = useForm()
  if (!outcomes) return null
  return (
    <div role="alert">
      <ul className="divide-y rounded-md border text-sm leading-5">
        {outcomes.map(({ of, ok, text }) => {
          const Icon = ok ? CircleCheck : CircleAlert
          return (
            <li key={of} className="flex gap-2.5 px-3 py-2">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${ok ? 'text-success' : 'text-destructive'}`}
              />
              <div className="flex min-w-0 flex-1 justify-between gap-x-4 max-sm:flex-col">
                <span className="min-w-0 [overflow-wrap:anywhere]">{of}</span>
                <span className="shrink-0 text-muted-foreground">{text}</span>
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
