import { cn } from '@/components/cn'

/**
 * Hidden from screen readers: show the name beside it. Round for people, square for organizations. The initials
 * are below `picture`, a URL, until it has loaded.
 */
export function Avatar({
  name,
  picture,
  shape = 'round',
  size = 'md',
  className,
}: {
  name: string
  picture?: string
  shape?: 'round' | 'square'
  size?: keyof typeof sizes
  className?: string
}) {
  return (
    <span
      aria-hidden
      className={cn(
        'relative inline-flex shrink-0 select-none overflow-hidden items-center justify-center font-semibold ring-1 ring-current/15 ring-inset',
        shape === 'round' ? 'rounded-full' : 'rounded-[28%]',
        sizes[size],
        colorOf(name),
        className,
      )}
    >
      {initialsOf(name, shape === 'round' ? 2 : 1)}
      {picture && (
        <picture>
          <img
            src={picture}
            alt=""
            decoding="async"
            className="absolute inset-0 size-full object-cover"
          />
        </picture>
      )}
    </span>
  )
}

function initialsOf(name: string, count: number) {
  const words = name.split('@', 1)[0]?.match(/[\p{L}\p{N}]+/gu) ?? []
  const chosen = count > 1 && words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return chosen.map((word) => [...(word ?? '?')][0]?.toUpperCase()).join('')
}

function colorOf(name: string) {
  let hash = 0
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return colors[hash % colors.length]
}

const sizes = {
  xs: 'size-5 text-[0.5625rem]',
  sm: 'size-6 text-[0.625rem]',
  md: 'size-8 text-xs',
  lg: 'size-10 text-sm',
  xl: 'size-16 text-xl',
}

const colors = [
  'bg-sky-100 text-sky-800 dark:bg-sky-400/15 dark:text-sky-300',
  'bg-violet-100 text-violet-800 dark:bg-violet-400/15 dark:text-violet-300',
  'bg-rose-100 text-rose-800 dark:bg-rose-400/15 dark:text-rose-300',
  'bg-amber-100 text-amber-800 dark:bg-amber-400/15 dark:text-amber-300',
  'bg-emerald-100 text-emerald-800 dark:bg-emerald-400/15 dark:text-emerald-300',
  'bg-teal-100 text-teal-800 dark:bg-teal-400/15 dark:text-teal-300',
  'bg-fuchsia-100 text-fuchsia-800 dark:bg-fuchsia-400/15 dark:text-fuchsia-300',
  'bg-orange-100 text-orange-800 dark:bg-orange-400/15 dark:text-orange-300',
]
