import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { CSSProperties, ReactNode } from 'react'
import { brand } from '@/lib/brand'

export function Document({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} style={colors}>
      <body className="font-sans">{children}</body>
    </html>
  )
}

const colors = {
  '--brand-light': brand.colors.light,
  '--brand-dark': brand.colors.dark,
} as CSSProperties
