import { ArrowDown, ArrowUp, SearchX } from 'lucide-react'
import { SearchForm } from '@/components/forms/search-form'
import { RowMenuButton } from '@/components/overlays/row-menus'
import { Pagination } from '@/components/pagination'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { DAYS_TO_RESTORE } from '@/lib/leaving/purge-date'
import { MEMBERS_PER_PAGE, type Member } from '@/lib/orgs/memberships'
import { can } from '@/lib/orgs/permissions'
import { ROLE_NAMES } from '@/lib/orgs/roles'
import type { OrgScope } from '@/lib/orgs/scope'
import { pictureUrl } from '@/lib/urls'
import { MemberMenus } from './member-menus'
import { type TeamQuery, teamUrl } from './team-query'

export function Members({
  scope,
  query,
  members,
  withTwoFactor,
  total,
}: {
  scope: OrgScope
  query: TeamQuery
  members: Member[]
  /** Only for people who manage members. */
  withTwoFactor?: Set<string>
  total: number
}) {
  const { q, sort, order, page } = query
  const hrefWith = (changes: Partial<TeamQuery>) => teamUrl(scope.org, { ...query, ...changes })
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <SearchForm
          href={teamUrl(scope.org, { sort, order })}
          value={q}
          label="Search members"
          placeholder="Name or email"
        />
        <p role="status" className="text-muted-foreground text-sm tabular-nums">
          {countText(total, q)}
        </p>
      </div>
      {members.length ? (
        <Table label="Members">
          <TableHeader>
            <TableRow>
              <SortHead sort="name" label="Name" query={query} hrefWith={hrefWith} />
              <SortHead sort="role" label="Role" query={query} hrefWith={hrefWith} />
              {withTwoFactor && <TableHead className="max-md:hidden">Two-factor</TableHead>}
              <SortHead
                sort="joined"
                label="Joined"
                query={query}
                hrefWith={hrefWith}
                className="max-sm:hidden"
              />
              <TableHead>
                <span className="sr-only">Actions</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            <MemberMenus
              org={{ id: scope.org.id, name: scope.org.name }}
              userId={scope.user.id}
              canUpdate={can(scope.membership, 'membership.update')}
              canRemove={can(scope.membership, 'membership.delete')}
              isOnlyAdmin={!q && isOnlyAdmin(scope, members, total)}
            >
              {members.map((member) => (
                <MemberRow
                  key={member.userId}
                  scope={scope}
                  member={member}
                  hasTwoFactor={withTwoFactor?.has(member.userId)}
                />
              ))}
            </MemberMenus>
          </TableBody>
        </Table>
      ) : (
        <EmptyState
          icon={SearchX}
          title={`No members match “${q}”`}
          description="Try part of a name or an email."
          action={
            <TextLink href={hrefWith({ q: '' })} className="text-sm">
              Show all members
            </TextLink>
          }
        />
      )}
      <Pagination
        page={page}
        perPage={MEMBERS_PER_PAGE}
        total={total}
        href={(page) => hrefWith({ page })}
      />
    </div>
  )
}

/** Only where the page shows all members. Otherwise the service refuses what the only admin cannot do. */
function isOnlyAdmin({ user }: OrgScope, members: Member[], total: number) {
  const admins = members.filter(({ role, deletedAt }) => role === 'admin' && !deletedAt)
  return total === members.length && admins.length === 1 && admins[0]?.userId === user.id
}

function countText(total: number, search: string) {
  const count = total.toLocaleString('en-US')
  if (search) return total === 1 ? '1 match' : `${count} matches`
  return total === 1 ? '1 member' : `${count} members`
}

/** A column header that sorts, and reverses the order of the sorted column. */
function SortHead({
  sort,
  label,
  query,
  hrefWith,
  className,
}: {
  sort: TeamQuery['sort']
  label: string
  query: TeamQuery
  hrefWith: (changes: Partial<TeamQuery>) => string
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
        href={hrefWith({ sort, order, page: 1 })}
        scroll={false}
        className="group inline-flex h-9 min-w-11 items-center pointer-coarse:h-11 gap-1 rounded-sm hover:text-foreground"
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

function MemberRow({
  scope,
  member,
  hasTwoFactor,
}: {
  scope: OrgScope
  member: Member
  hasTwoFactor?: boolean
}) {
  const { userId, name, email, picture, role, joinedAt, deletedAt } = member
  const isSelf = userId === scope.user.id
  const hasActions =
    isSelf ||
    can(scope.membership, 'membership.update') ||
    can(scope.membership, 'membership.delete')
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <div className="flex items-center gap-3">
          <Avatar name={name} picture={pictureUrl(userId, deletedAt ? null : picture)} />
          <div className="min-w-0">
            <p title={name} className="truncate font-medium">
              {name}
              {isSelf && <span className="font-normal text-muted-foreground"> (you)</span>}
            </p>
            <p title={email} className="truncate text-[0.8125rem] text-muted-foreground">
              {email}
            </p>
            {hasTwoFactor !== undefined && (
              <p className="text-[0.8125rem] text-muted-foreground md:hidden">
                {hasTwoFactor ? 'Two-factor on' : 'Two-factor off'}
              </p>
            )}
          </div>
        </div>
      </TableCell>
      <TableCell>
        {deletedAt ? (
          <Badge title={`Can be restored for ${DAYS_TO_RESTORE} days`}>Account deleted</Badge>
        ) : (
          <Badge tone={role === 'admin' ? 'primary' : 'neutral'}>{ROLE_NAMES[role]}</Badge>
        )}
      </TableCell>
      {hasTwoFactor !== undefined && (
        <TableCell className="max-md:hidden">
          <Badge tone={hasTwoFactor ? 'success' : 'neutral'}>{hasTwoFactor ? 'On' : 'Off'}</Badge>
        </TableCell>
      )}
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        <Time date={joinedAt} viewer={scope.user} />
      </TableCell>
      <TableCell className="text-right">
        {hasActions && (
          <RowMenuButton row={{ id: userId, name, role, isDeleted: deletedAt !== null }} />
        )}
      </TableCell>
    </TableRow>
  )
}
