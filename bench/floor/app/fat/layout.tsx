import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { ReactNode } from 'react'
import '../../../../app/globals.css'

export const metadata = { title: 'Acme', description: 'The markup of the app as plain elements.' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="font-sans">
        {children}
        <div>
          <ol className="fixed right-4 bottom-4 left-4 z-50 sm:left-auto sm:w-80" />
        </div>
      </body>
    </html>
  )
}
