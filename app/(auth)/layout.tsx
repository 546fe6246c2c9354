import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '@/components/ui/logo'
import { paths } from '@/lib/tenancy/paths'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:justify-center sm:py-16">
      <Link href={paths.landing} className="mb-8 rounded-md">
        <Logo />
      </Link>
      <main className="w-full max-w-sm">{children}</main>
    </div>
  )
}
