import { QueryForm } from '@/components/query-form'
import { Button } from '@/components/ui/button'
import { type TeamQuery, teamPath } from './query'
import { SearchField } from './search-field'

/** Leads to the first page of what it finds, in the same order as before. */
export function SearchForm({
  org,
  query: { q, sort, order },
}: {
  org: { slug: string }
  query: TeamQuery
}) {
  return (
    <search className="w-full sm:w-96">
      <QueryForm href={teamPath(org, { sort, order })} className="flex gap-2">
        <SearchField value={q} />
        <Button type="submit" variant="outline">
          Search
        </Button>
      </QueryForm>
    </search>
  )
}
