import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { TableHead } from '@/components/ui/table'
import { type TeamQuery, teamPath } from './query'

/** The head of a column, with the link that sorts by it, and the other way round the next time. */
export function SortHead({
  org,
  query,
  sort,
  label,
  className,
}: {
  org: { slug: string }
  query: TeamQuery
  sort: TeamQuery['sort']
  label: string
  className?: string
}) {
  const sorted = query.sort === sort ? query.order : undefined
  const order = sorted === 'asc' ? 'desc' : 'asc'
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp
  return (
    <TableHead
      aria-sort={sorted && (sorted === 'asc' ? 'ascending' : 'descending')}
      className={className}
    >
      <Link
        href={teamPath(org, { ...query, sort, order, page: 1 })}
        prefetch={false}
        scroll={false}
        className="group inline-flex h-9 items-center gap-1 rounded-sm hover:text-foreground"
      >
        {label}
        <Arrow
          aria-hidden
          className={`size-3.5 ${sorted ? '' : 'opacity-0 group-hover:opacity-60'}`}
        />
      </Link>
    </TableHead>
  )
}
