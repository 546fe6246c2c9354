import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

export function cn(...classes: ClassValue[]) {
  return merge(clsx(classes))
}

// Without our theme's names, tailwind-merge mistakes shadow-float for a color and keeps both classes.
const merge = extendTailwindMerge({
  extend: { theme: { shadow: ['raised', 'float'], animate: ['fade', 'pop'] } },
})
