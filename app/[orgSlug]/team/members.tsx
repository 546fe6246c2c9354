import { SearchX } from 'lucide-react'
import { TextLink } from '@/components/text-link'
import { Avatar } from '@/components/ui/avatar'
import { EmptyState } from '@/components/ui/empty-state'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { Member } from '@/lib/orgs/memberships'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { MemberActions } from './member-actions'
import { Pagination } from './pagination'
import { type TeamQuery, teamPath } from './query'
import { RoleBadge } from './role-badge'
import { SearchForm } from './search-form'
import { SortHead } from './sort-head'

export function Members({
  scope,
  query,
  members,
  total,
}: {
  scope: OrgScope
  query: TeamQuery
  members: Member[]
  total: number
}) {
  const head = { org: scope.org, query }
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <SearchForm org={scope.org} query={query} />
        <p role="status" className="text-muted-foreground text-sm tabular-nums">
          {found(total, query)}
        </p>
      </div>
      {members.length ? (
        <Table label="Members">
          <TableHeader>
            <TableRow>
              <SortHead {...head} sort="name" label="Name" />
              <SortHead {...head} sort="role" label="Role" />
              <SortHead {...head} sort="joined" label="Joined" className="max-sm:hidden" />
              <TableHead>
                <span className="sr-only">Actions</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {members.map((member) => (
              <MemberRow key={member.userId} scope={scope} member={member} />
            ))}
          </TableBody>
        </Table>
      ) : (
        <EmptyState
          icon={SearchX}
          title={`Nobody matches “${query.q}”`}
          description="Try a part of a name or of an address."
          action={
            <TextLink href={teamPath(scope.org, { ...query, q: '' })} className="text-sm">
              Show everybody
            </TextLink>
          }
        />
      )}
      <Pagination org={scope.org} query={query} total={total} />
    </div>
  )
}

function found(total: number, { q }: TeamQuery) {
  const count = total.toLocaleString('en-US')
  if (q) return total === 1 ? '1 match' : `${count} matches`
  return total === 1 ? '1 member' : `${count} members`
}

function MemberRow({ scope, member }: { scope: OrgScope; member: Member }) {
  const { userId, name, email, role, joinedAt } = member
  const own = userId === scope.user.id
  const mayUpdate = can(scope.membership, 'membership.update')
  const mayRemove = can(scope.membership, 'membership.delete')
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <div className="flex items-center gap-3">
          <Avatar name={name} />
          <div className="min-w-0">
            <p className="truncate font-medium">
              {name}
              {own && <span className="font-normal text-muted-foreground"> (you)</span>}
            </p>
            <p className="truncate text-[0.8125rem] text-muted-foreground">{email}</p>
          </div>
        </div>
      </TableCell>
      <TableCell>
        <RoleBadge role={role} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        <Time date={joinedAt} />
      </TableCell>
      <TableCell className="text-right">
        {(own || mayUpdate || mayRemove) && (
          <MemberActions
            org={{ id: scope.org.id, name: scope.org.name }}
            member={{ userId, name }}
            role={role}
            own={own}
            mayUpdate={mayUpdate}
            mayRemove={mayRemove}
          />
        )}
      </TableCell>
    </TableRow>
  )
}
