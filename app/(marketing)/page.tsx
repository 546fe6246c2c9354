import { Building2, Download, LockKeyhole, MailPlus, RotateCcw, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import activityDark from '@/docs/images/activity-dark.webp'
import activityLight from '@/docs/images/activity-light.webp'
import dashboardDark from '@/docs/images/dashboard-dark.webp'
import dashboardLight from '@/docs/images/dashboard-light.webp'
import phoneDark from '@/docs/images/phone-dark.webp'
import phoneLight from '@/docs/images/phone-light.webp'
import teamDark from '@/docs/images/team-dark.webp'
import teamLight from '@/docs/images/team-light.webp'
import { brand } from '@/lib/brand'
import { paths } from '@/lib/tenancy/paths'
import { Picture } from './picture'

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
  {
    icon: Download,
    title: 'Yours to export',
    text: 'Download the activity of your organization as a CSV file whenever you need it.',
  },
  {
    icon: RotateCcw,
    title: 'Safe to delete',
    text: 'Changed your mind? Restore a deleted organization for 30 days.',
  },
  {
    icon: Smartphone,
    title: 'At your desk and on the go',
    text: 'Every page works on your phone, in light and in dark.',
  },
]

export default function LandingPage() {
  return (
    <main className="flex-1 overflow-x-clip">
      <section className={`${section} pt-14 sm:pt-24`}>
        <div className="mx-auto max-w-3xl text-center">
          <h1 className="text-balance font-semibold text-4xl leading-[1.08] tracking-[-0.035em] sm:text-6xl">
            {brand.tagline}
          </h1>
          <p className="mx-auto mt-6 max-w-xl text-balance text-lg text-muted-foreground">
            {brand.description}
          </p>
          <CallToAction />
        </div>
        <div className="relative mt-14 sm:mt-20">
          <div className="pointer-events-none absolute inset-x-8 -top-10 bottom-1/4 rounded-full bg-link/15 blur-3xl" />
          <Picture
            light={dashboardLight}
            dark={dashboardDark}
            alt="The dashboard of an organization: its projects, its members and what happened last."
            className="relative rounded-xl max-sm:hidden"
          />
          <Picture
            light={phoneLight}
            dark={phoneDark}
            alt="The same dashboard on a phone."
            className="relative mx-auto w-64 rounded-[1.75rem] sm:absolute sm:right-6 sm:-bottom-14 sm:w-44 lg:-right-4 lg:w-56"
          />
        </div>
      </section>

      <section aria-labelledby="features" className={`${section} pt-24 sm:pt-32`}>
        <h2 id="features" className={heading}>
          Everything your team needs to start
        </h2>
        <ul className="mt-12 grid gap-x-10 gap-y-9 sm:grid-cols-2 sm:gap-y-12 lg:grid-cols-3">
          {FEATURES.map(({ icon: Icon, title, text }) => (
            <li key={title} className="flex gap-4 sm:block">
              <span className="flex size-10 shrink-0 items-center justify-center rounded-lg border bg-card text-link shadow-raised">
                <Icon aria-hidden className="size-5" strokeWidth={1.75} />
              </span>
              <div>
                <h3 className="font-semibold sm:mt-4">{title}</h3>
                <p className="mt-1 text-muted-foreground leading-7">{text}</p>
              </div>
            </li>
          ))}
        </ul>
      </section>

      <Story
        title="Bring your team in"
        text="Invite people by email, one or many at once. Admins manage members and settings, and everyone sees who is in."
      >
        <Picture
          light={teamLight}
          dark={teamDark}
          alt="The team page: the members of an organization with their roles, and a pending invitation."
        />
      </Story>
      <Story
        title="See who changed what"
        text="Every change in your organization is in its activity, with the person and the time. Filter it by member, kind and date."
      >
        <Picture
          light={activityLight}
          dark={activityDark}
          alt="The activity page: the changes in an organization, newest first."
        />
      </Story>

      <section className={`${section} py-24 text-center sm:py-32`}>
        <h2 className={heading}>Start with your own organization</h2>
        <p className="mx-auto mt-4 max-w-md text-balance text-lg text-muted-foreground">
          It takes a name and a minute.
        </p>
        <CallToAction />
      </section>
    </main>
  )
}

function CallToAction() {
  return (
    <div className="mt-9 flex flex-wrap justify-center gap-3">
      <Button asChild size="lg">
        <Link href={paths.signUp()}>Create account</Link>
      </Button>
      <Button asChild size="lg" variant="outline">
        <Link href={paths.signIn()}>Sign in</Link>
      </Button>
    </div>
  )
}

/** A text beside a picture. Every other one has its picture on the left. */
function Story({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section
      className={`${section} group grid items-center gap-10 pt-24 sm:pt-32 lg:grid-cols-[2fr_3fr] lg:gap-16 lg:even:grid-cols-[3fr_2fr]`}
    >
      <div className="lg:group-even:order-last">
        <h2 className={heading}>{title}</h2>
        <p className="mt-4 max-w-prose text-lg text-muted-foreground leading-8">{text}</p>
      </div>
      {children}
    </section>
  )
}

const section = 'mx-auto w-full max-w-6xl px-4 sm:px-8'

const heading = 'text-balance font-semibold text-3xl tracking-[-0.03em] sm:text-4xl'
