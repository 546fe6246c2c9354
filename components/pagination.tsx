import { Button } from './ui/button'
import { Link } from './ui/link'

/** Links to the previous and next page. Renders nothing if one page holds everything. */
export function Pagination({
  page,
  perPage,
  total,
  href,
}: {
  page: number
  perPage: number
  total: number
  href: (page: number) => string
}) {
  if (total <= perPage) return null
  const first = (page - 1) * perPage + 1
  const last = Math.min(page * perPage, total)
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      <p className="text-muted-foreground text-sm tabular-nums">
        {numbers.format(first)}–{numbers.format(last)} of {numbers.format(total)}
      </p>
      <div className="flex gap-2">
        <PageLink label="Previous" href={page > 1 && href(page - 1)} />
        <PageLink label="Next" href={last < total && href(page + 1)} />
      </div>
    </nav>
  )
}

function PageLink({ label, href }: { label: string; href: string | false }) {
  if (!href) {
    return (
      <Button variant="outline" size="sm" disabled>
        {label}
      </Button>
    )
  }
  return (
    <Button variant="outline" size="sm" asChild>
      <Link href={href}>{label}</Link>
    </Button>
  )
}

const numbers = new Intl.NumberFormat('en-US')
