import { Building2, LockKeyhole, MailPlus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Logo } from '@/components/ui/logo'
import { paths } from '@/lib/tenancy/paths'

const FEATURES = [
  {
    icon: Building2,
    title: 'Built for teams',
    text: 'Organizations with members and roles. Belong to several and switch between them.',
  },
  {
    icon: MailPlus,
    title: 'Invite in a minute',
    text: 'Send an email with a link. Your teammates join with the account they have or a new one.',
  },
  {
    icon: LockKeyhole,
    title: 'Isolated by design',
    text: 'The database itself keeps each organization’s data separate from all others.',
  },
]

export default function LandingPage() {
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-4 sm:px-8">
      <header className="flex h-16 items-center justify-between">
        <Logo />
        <Button asChild variant="ghost">
          <Link href={paths.signIn()}>Sign in</Link>
        </Button>
      </header>
      <main className="flex flex-1 flex-col justify-center py-16 sm:py-24">
        <h1 className="max-w-2xl font-semibold text-4xl leading-[1.1] tracking-[-0.035em] sm:text-6xl">
          Where your team’s work lives.
        </h1>
        <p className="mt-6 max-w-xl text-lg text-muted-foreground">
          Create your organization, invite your teammates and work together. Your data stays yours.
        </p>
        <div className="mt-9 flex flex-wrap gap-3">
          <Button asChild size="lg">
            <Link href={paths.signUp()}>Create account</Link>
          </Button>
          <Button asChild size="lg" variant="outline">
            <Link href={paths.signIn()}>Sign in</Link>
          </Button>
        </div>
        <ul className="mt-20 grid gap-8 border-t pt-10 sm:grid-cols-3">
          {FEATURES.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <Icon aria-hidden className="size-5 text-link" strokeWidth={1.75} />
              <h2 className="mt-3 font-semibold text-[0.9375rem]">{title}</h2>
              <p className="mt-1 text-muted-foreground text-sm">{text}</p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  )
}
