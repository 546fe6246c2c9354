import { Download, History } from 'lucide-react'
import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
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
import { describeActivity } from '@/lib/audit/describe-activity'
import { type Activity, listActivity } from '@/lib/audit/list-activity'
import { listActors } from '@/lib/audit/list-actors'
import { requireOrgMember } from '@/lib/orgs/guards'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { orgUrl } from '@/lib/urls'
import { ActivityFilters, type Asked } from './activity-filters'

export const metadata = { title: 'Activity' }

const PER_PAGE = 50

export default async function ActivityPage({
  params,
  searchParams,
}: PageProps<'/[orgSlug]/activity'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const { before, ...asked } = activityQuery.parse(await searchParams)
  const actors = asked.member ? await listActors(scope, asked.member) : undefined
  const found = await listActivity(scope, { ...asked, actors, before, limit: PER_PAGE + 1 })
  const entries = found.slice(0, PER_PAGE)
  const last = found.length > PER_PAGE ? entries.at(-1) : undefined
  return (
    <>
      <PageHeader
        title="Activity"
        description={`What was done in ${scope.org.name}, and by whom.`}
        actions={can(scope.membership, 'activity.export') && <Export scope={scope} asked={asked} />}
      />
      <ActivityFilters org={scope.org} asked={asked} actors={actors} />
      {entries.length ? (
        <Entries scope={scope} asked={asked} entries={entries} />
      ) : (
        <NothingFound scope={scope} />
      )}
      {(before || last) && (
        <nav aria-label="Pages" className="mt-4 flex gap-2">
          {before && <PageLink label="Newest" href={orgUrl(scope.org, 'activity', asked)} />}
          {last && (
            <PageLink
              label="Older"
              href={orgUrl(scope.org, 'activity', { ...asked, before: cursorOf(last) })}
            />
          )}
        </nav>
      )}
    </>
  )
}

function Export({ scope: { org }, asked }: { scope: OrgScope; asked: Asked }) {
  return (
    <Button variant="outline" asChild>
      <a href={orgUrl(org, 'activity/export', asked)} download>
        <Download aria-hidden />
        Export CSV
      </a>
    </Button>
  )
}

function Entries({
  scope,
  asked,
  entries,
}: {
  scope: OrgScope
  asked: Asked
  entries: Activity[]
}) {
  const withAddress = can(scope.membership, 'activity.export')
  return (
    <Table label="Activity">
      <TableHeader>
        <TableRow>
          <TableHead>What</TableHead>
          {withAddress && <TableHead className="max-md:hidden">From where</TableHead>}
          <TableHead>When</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.id}>
            <TableCell className="w-full [overflow-wrap:anywhere]">
              <div className="flex items-center gap-3">
                <Avatar name={entry.actorName} size="sm" className="max-sm:hidden" />
                <p>
                  <ByActor scope={scope} asked={asked} entry={entry} /> {describeActivity(entry)}
                </p>
              </div>
            </TableCell>
            {withAddress && (
              <TableCell className="text-muted-foreground max-md:hidden">
                <div className="w-max max-w-48 [overflow-wrap:anywhere]">{entry.ipAddress}</div>
              </TableCell>
            )}
            <TableCell className="text-muted-foreground">
              <div className="w-max max-sm:max-w-26">
                <Time date={entry.createdAt} withTime />
              </div>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Leads to what this very person did, and nobody else of the same name. */
function ByActor({
  scope: { org },
  asked,
  entry,
}: {
  scope: OrgScope
  asked: Asked
  entry: Activity
}) {
  return (
    <Link
      href={orgUrl(org, 'activity', { ...asked, member: entry.actorId })}
      prefetch={false}
      className="rounded-sm font-medium underline-offset-4 hover:underline"
    >
      {entry.actorName}
    </Link>
  )
}

function NothingFound({ scope: { org } }: { scope: OrgScope }) {
  return (
    <EmptyState
      icon={History}
      title="Nothing found"
      description="There is no activity that fits these filters."
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
      <Link href={href} prefetch={false}>
        {label}
      </Link>
    </Button>
  )
}
