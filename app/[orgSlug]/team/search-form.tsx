import Form from 'next/form'
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
  // A form puts its fields in place of the query of its action.
  const [action = '', kept] = teamPath(org, { sort, order }).split('?')
  return (
    <search className="w-full sm:w-96">
      <Form action={action} prefetch={false} className="flex gap-2">
        {[...new URLSearchParams(kept)].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SearchField value={q} />
        <Button type="submit" variant="outline">
          Search
        </Button>
      </Form>
    </search>
  )
}
