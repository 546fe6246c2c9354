import { Download, History } from 'lucide-react'
import { Fragment } from 'react'
import { ActivityDescription } from '@/components/activity-description'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { activityQuery, cursorOf } from '@/lib/audit/activity-query'
import { partsOfActivity } from '@/lib/audit/describe-activity'
import { type Activity, listActivity } from '@/lib/audit/list-activity'
import { listActors } from '@/lib/audit/list-actors'
import { hasFeature } from '@/lib/billing/entitlements'
import { requireOrgMember } from '@/lib/orgs/guards'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { orgUrl, pictureUrl } from '@/lib/urls'
import { ActivityFilters, type Filters } from './activity-filters'

export const metadata = { title: 'Activity' }

const PER_PAGE = 50

export default async function ActivityPage({
  params,
  searchParams,
}: PageProps<'/[orgSlug]/activity'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const { before, ...filters } = activityQuery.parse(await searchParams)
  const actors = filters.member ? await listActors(scope, filters.member) : undefined
  const results = await listActivity(scope, { ...filters, actors, before, limit: PER_PAGE + 1 })
  const canExport = can(scope.membership, 'activity.export') && hasFeature('activity-export')
  const entries = results.slice(0, PER_PAGE)
  const lastEntry = results.length > PER_PAGE ? entries.at(-1) : undefined
  return (
    <>
      <PageHeader
        title="Activity"
        description={`What happened in ${scope.org.name}, and who did it.`}
        actions={canExport && <Export scope={scope} filters={filters} />}
      />
      <ActivityFilters scope={scope} filters={filters} actors={actors} />
      {entries.length ? (
        <Entries scope={scope} filters={filters} entries={entries} />
      ) : (
        <NothingFound scope={scope} />
      )}
      {(before || lastEntry) && (
        <nav aria-label="Pages" className="mt-4 flex gap-2">
          {before && <PageLink label="Newest" href={orgUrl(scope.org, 'activity', filters)} />}
          {lastEntry && (
            <PageLink
              label="Older"
              href={orgUrl(scope.org, 'activity', { ...filters, before: cursorOf(lastEntry) })}
            />
          )}
        </nav>
      )}
    </>
  )
}

function Export({ scope: { org }, filters }: { scope: OrgScope; filters: Filters }) {
  return (
    <Button variant="outline" asChild>
      <a href={orgUrl(org, 'activity/export', filters)} download>
        <Download aria-hidden />
        Export CSV
      </a>
    </Button>
  )
}

function Entries({
  scope,
  filters,
  entries,
}: {
  scope: OrgScope
  filters: Filters
  entries: Activity[]
}) {
  const showIpAddress = can(scope.membership, 'activity.export')
  return (
    <Table label="Activity">
      <TableHeader>
        <TableRow>
          <TableHead>Activity</TableHead>
          {showIpAddress && <TableHead className="max-md:hidden">IP address</TableHead>}
          <TableHead>Time</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.id}>
            <TableCell className="w-full [overflow-wrap:anywhere]">
              <div className="flex items-center gap-3">
                <Avatar
                  name={entry.actorName}
                  picture={pictureUrl(entry.actorId, entry.actorPicture)}
                  size="sm"
                  className="max-sm:hidden"
                />
                <p>
                  <ActorLink scope={scope} filters={filters} entry={entry} />{' '}
                  <ActivityDescription org={scope.org} parts={partsOfActivity(entry)} />
                </p>
              </div>
            </TableCell>
            {showIpAddress && (
              <TableCell className="text-muted-foreground max-md:hidden">
                <div className="w-max max-w-48">
                  <IpAddress>{entry.ipAddress}</IpAddress>
                </div>
              </TableCell>
            )}
            <TableCell className="text-muted-foreground">
              <Time date={entry.createdAt} viewer={scope.user} className="whitespace-nowrap" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Filters by the person's id, because names are not unique. */
function ActorLink({
  scope: { org },
  filters,
  entry,
}: {
  scope: OrgScope
  filters: Filters
  entry: Activity
}) {
  return (
    <Link
      href={orgUrl(org, 'activity', { ...filters, member: entry.actorId })}
      className="rounded-sm font-medium underline-offset-4 hover:underline"
    >
      {entry.actorName}
    </Link>
  )
}

/** Breaks lines only after a colon, so that the groups of an IPv6 address stay whole. */
function IpAddress({ children: address }: { children: string | null }) {
  return [...(address ?? '').matchAll(/[^:]+:*|:+/g)].map(({ 0: group, index }) => (
    <Fragment key={index}>
      {group}
      <wbr />
    </Fragment>
  ))
}

function NothingFound({ scope: { org } }: { scope: OrgScope }) {
  return (
    <EmptyState
      icon={History}
      title="Nothing found"
      description="No activity matches these filters."
      action={
        <Button variant="outline" asChild>
          <Link href={orgUrl(org, 'activity')}>Show all activity</Link>
        </Button>
      }
    />
  )
}

function PageLink({ label, href }: { label: string; href: string }) {
  return (
    <Button variant="outline" size="sm" asChild>
      <Link href={href}>{label}</Link>
    </Button>
  )
}
