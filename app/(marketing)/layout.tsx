import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Logo } from '@/components/ui/logo'
import { currentCaller } from '@/lib/auth/guards'
import { brand, privacy, terms } from '@/lib/brand'
import { paths } from '@/lib/tenancy/paths'

export default async function MarketingLayout({ children }: { children: ReactNode }) {
  // Whether the session is still open costs a query. The sign-in page finds out, and leads on to the app.
  const mayBeSignedIn = Boolean((await currentCaller()).session)
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex h-16 w-full max-w-6xl shrink-0 items-center justify-between gap-4 px-4 sm:px-8">
        <Link href={paths.home} className="tap flex rounded-md">
          <Logo />
        </Link>
        <nav aria-label="Account" className="flex gap-1 sm:gap-2">
          {mayBeSignedIn ? (
            <Button asChild>
              <a href={paths.signIn()}>Open app</a>
            </Button>
          ) : (
            <>
              <Button asChild variant="ghost">
                <Link href={paths.signIn()}>Sign in</Link>
              </Button>
              <Button asChild className="max-sm:hidden">
                <Link href={paths.signUp()}>Create account</Link>
              </Button>
            </>
          )}
        </nav>
      </header>
      {children}
      <footer className="border-t">
        <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-8 text-muted-foreground text-sm sm:px-8">
          <p>
            © {new Date().getFullYear()} {brand.company}
          </p>
          <nav aria-label="Legal" className="-mx-2 flex flex-wrap">
            <FooterLink href={paths.terms}>{terms.title}</FooterLink>
            <FooterLink href={paths.privacy}>{privacy.title}</FooterLink>
            {brand.links.map(({ label, href }) => (
              <FooterLink key={href} href={href}>
                {label}
              </FooterLink>
            ))}
          </nav>
        </div>
      </footer>
    </div>
  )
}

function FooterLink(props: { href: string; children: ReactNode }) {
  return (
    <Link
      className="flex min-h-11 items-center rounded-md px-2 underline-offset-4 hover:text-foreground hover:underline"
      {...props}
    />
  )
}
