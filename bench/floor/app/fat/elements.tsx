import type { ReactNode } from 'react'

export const BUTTON =
  "relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-default [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0"

export const MENU =
  "relative inline-flex shrink-0 select-none items-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-default [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0"

export function Icon({ className, children }: { className: string; children: ReactNode }) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width="24"
      height="24"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export function Avatar({ name, className }: { name: string; className: string }) {
  return (
    <span
      aria-hidden
      className={`inline-flex shrink-0 select-none items-center justify-center font-semibold ring-1 ring-current/15 ring-inset ${className} bg-rose-100 text-rose-800 dark:bg-rose-400/15 dark:text-rose-300`}
    >
      {name[0]}
    </span>
  )
}

export const day = (date: string) => days.format(new Date(date))
export const minute = (date: string) => minutes.format(new Date(date))

const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' })
const minutes = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
  timeZone: 'UTC',
})
