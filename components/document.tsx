import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { CSSProperties, ReactNode } from 'react'
import { brand } from '@/lib/brand'

/** `theme` is undefined if it is the system's. */
export function Document({ theme, children }: { theme?: 'light' | 'dark'; children: ReactNode }) {
  return (
    <html
      lang="en"
      data-theme={theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      style={colors}
    >
      <body className="font-sans">{children}</body>
    </html>
  )
}

const colors = {
  '--brand-light': brand.colors.light,
  '--brand-dark': brand.colors.dark,
} as CSSProperties
