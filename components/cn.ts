import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

export function cn(...classes: ClassValue[]) {
  return merge(clsx(classes))
}

// Without the names of our own theme, tailwind-merge takes shadow-float for a colour and keeps both.
const merge = extendTailwindMerge({
  extend: { theme: { shadow: ['raised', 'float'], animate: ['fade', 'pop'] } },
})
