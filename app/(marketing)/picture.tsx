import type { StaticImageData } from 'next/image'
import { cn } from '@/components/cn'

/** A picture of the app in the theme of the page. The browser does not load the hidden one. */
export function Picture({
  light,
  dark,
  alt,
  className = 'rounded-xl',
}: {
  light: StaticImageData
  dark: StaticImageData
  alt: string
  className?: string
}) {
  return (
    <div className={cn('overflow-hidden border bg-card shadow-float', className)}>
      <picture className="dark:hidden">
        <img {...attributesOf(light)} alt={alt} />
      </picture>
      <picture className="hidden dark:block">
        <img {...attributesOf(dark)} alt={alt} />
      </picture>
    </div>
  )
}

const attributesOf = ({ src, width, height }: StaticImageData) =>
  ({ src, width, height, loading: 'lazy', decoding: 'async', className: 'h-auto w-full' }) as const
