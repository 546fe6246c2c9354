import { Pagination } from '@/components/pagination'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import { paths } from '@/lib/tenancy/paths'
import { RowActions, SampleMenus } from './row-actions'

const ROWS = [
  { id: '1', name: 'Ada Quinn', role: 'Admin' },
  { id: '2', name: 'Milo Reyes', role: 'Member' },
  { id: '3', name: `A very ${'long '.repeat(12)}name`, role: 'Member' },
]

export function Lists() {
  return (
    <SampleMenus>
      <Table label="People">
        <TableHeader>
          <TableRow>
            <TableHead>Name</TableHead>
            <TableHead>Role</TableHead>
            <TableHead>
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {ROWS.map(({ id, name, role }) => (
            <TableRow key={id}>
              <TableCell>
                <span className="flex items-center gap-3">
                  <Avatar name={name} />
                  <span className="min-w-0 max-w-72 truncate font-medium" title={name}>
                    {name}
                  </span>
                </span>
              </TableCell>
              <TableCell>
                <Badge tone={role === 'Admin' ? 'primary' : 'neutral'}>{role}</Badge>
              </TableCell>
              <TableCell>
                <RowActions row={{ id, name }} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <div className="mt-4 space-y-4">
        <Pagination page={1} perPage={20} total={45} href={pageUrl} />
      </div>
    </SampleMenus>
  )
}

const pageUrl = (page: number) => `${paths.components}?page=${page}`
