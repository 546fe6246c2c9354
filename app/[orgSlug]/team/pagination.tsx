import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { MEMBERS_PER_PAGE } from '@/lib/orgs/memberships'
import { type TeamQuery, teamPath } from './query'

type Props = { org: { slug: string }; query: TeamQuery; total: number }

/** Nothing where one page is all. */
export function Pagination({ org, query, total }: Props) {
  if (total <= MEMBERS_PER_PAGE) return null
  const { page } = query
  const first = (page - 1) * MEMBERS_PER_PAGE + 1
  const last = Math.min(page * MEMBERS_PER_PAGE, total)
  const href = (to: number) => teamPath(org, { ...query, page: to })
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      <p className="text-muted-foreground text-sm tabular-nums">
        {numbers.format(first)}–{numbers.format(last)} of {numbers.format(total)}
      </p>
      <div className="flex gap-2">
        <Step label="Previous" href={page > 1 && href(page - 1)} />
        <Step label="Next" href={last < total && href(page + 1)} />
      </div>
    </nav>
  )
}

function Step({ label, href }: { label: string; href: string | false }) {
  const look = { variant: 'outline', size: 'sm' } as const
  if (!href) {
    return (
      <Button {...look} disabled>
        {label}
      </Button>
    )
  }
  return (
    <Button {...look} asChild>
      <Link href={href} prefetch={false}>
        {label}
      </Link>
    </Button>
  )
}

const numbers = new Intl.NumberFormat('en-US')
