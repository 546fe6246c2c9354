import { Building2, Plus, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { InvitationsNotice } from '@/app/_shell/invitations-notice'
import { UserShell } from '@/app/_shell/user-shell'
import { SearchForm } from '@/components/forms/search-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Notice } from '@/components/notice'
import { Pagination } from '@/components/pagination'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { Actor } from '@/lib/auth/accounts'
import { requireUser } from '@/lib/auth/guards'
import { searchQuery } from '@/lib/list-query'
import { getMyInvitations } from '@/lib/orgs/guards'
import {
  type DeletedOrg,
  listDeletedOrgs,
  type MyOrg,
  ORGS_PER_PAGE,
  searchOrgs,
} from '@/lib/orgs/orgs'
import { ROLE_NAMES } from '@/lib/orgs/roles'
import { paths, withQuery } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'
import { restoreOrgAction } from './actions'

export const metadata: Metadata = { title: 'Your organizations' }

const NOTICES = new Map([
  ['left', 'You left the organization.'],
  ['declined', 'Invitation declined.'],
  ['restored', 'Welcome back. Your account has been restored.'],
])

export default async function OrgsPage({ searchParams }: PageProps<'/orgs'>) {
  const user = await requireUser()
  const params = await searchParams
  const { q, page } = searchQuery.parse(params)
  const [{ orgs, total }, invitations, deleted] = await Promise.all([
    searchOrgs(user, { search: q, page }),
    getMyInvitations(),
    listDeletedOrgs(user),
  ])
  const href = (page: number) =>
    withQuery(paths.orgs, { q, page: page > 1 ? `${page}` : undefined })
  if (!orgs.length && page > 1) redirect(href(Math.ceil(total / ORGS_PER_PAGE)))
  const isEmpty = !total && !q
  const notice = NOTICES.get(String(params.notice))
  const justDeleted = deleted.find(({ id }) => id === params.deleted)
  return (
    <UserShell user={user}>
      {notice && <Notice message={notice} />}
      {justDeleted && <DeletedNotice org={justDeleted} />}
      <PageHeader title="Your organizations" actions={!isEmpty && <NewOrgLink />} />
      <InvitationsNotice count={invitations.length} />
      {isEmpty ? (
        <NoOrgs />
      ) : (
        <div className="space-y-4">
          {(q || total > ORGS_PER_PAGE) && (
            <SearchForm
              href={paths.orgs}
              value={q}
              label="Search organizations"
              placeholder="Organization name"
            />
          )}
          {total ? <OrgList orgs={orgs} /> : <NoMatch search={q} />}
          <Pagination page={page} perPage={ORGS_PER_PAGE} total={total} href={href} />
        </div>
      )}
      {deleted.length > 0 && <DeletedOrgs user={user} orgs={deleted} />}
    </UserShell>
  )
}

function OrgList({ orgs }: { orgs: MyOrg[] }) {
  return (
    <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {orgs.map((org) => (
        <li
          key={org.id}
          className="relative flex items-center gap-3 rounded-xl border bg-card p-4 shadow-raised transition-colors hover:border-input"
        >
          <Avatar name={org.name} shape="square" size="lg" />
          <div className="min-w-0 flex-1">
            <a
              href={appUrl(`/${org.slug}/dashboard`)}
              title={org.name}
              className="block truncate font-medium after:absolute after:inset-0 after:rounded-xl"
            >
              {org.name}
            </a>
            <p title={org.slug} className="truncate text-muted-foreground text-sm">
              {org.slug}
            </p>
          </div>
          <Badge tone={org.role === 'admin' ? 'primary' : 'neutral'}>{ROLE_NAMES[org.role]}</Badge>
        </li>
      ))}
    </ul>
  )
}

function DeletedNotice({ org: { id, name } }: { org: DeletedOrg }) {
  return (
    <Notice
      param="deleted"
      message={`${name} has been deleted.`}
      undo={{ action: restoreOrgAction, fields: { id } }}
    />
  )
}

function DeletedOrgs({ user, orgs }: { user: Actor; orgs: DeletedOrg[] }) {
  return (
    <section className="mt-10">
      <h2 className="mb-4 font-semibold text-[0.9375rem]">Deleted organizations</h2>
      <ul className="divide-y overflow-hidden rounded-xl border bg-card shadow-raised">
        {orgs.map(({ id, name, deletedByName, purgedFrom }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3 sm:px-5">
            <div className="min-w-0 flex-1 basis-56">
              <p title={name} className="truncate font-medium text-sm">
                {name}
              </p>
              <p className="text-[0.8125rem] text-muted-foreground">
                Deleted by {deletedByName}. Permanently deleted on{' '}
                <Time date={purgedFrom} viewer={user} absolute />.
              </p>
            </div>
            <ToastForm action={restoreOrgAction}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton variant="outline" size="sm" aria-label={`Restore ${name}`}>
                Restore
              </SubmitButton>
            </ToastForm>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NoMatch({ search }: { search: string }) {
  return (
    <EmptyState
      icon={SearchX}
      title={`No organization matches “${search}”`}
      description="Try a part of its name."
      action={
        <TextLink href={paths.orgs} className="text-sm">
          Show all organizations
        </TextLink>
      }
    />
  )
}

function NoOrgs() {
  return (
    <EmptyState
      icon={Building2}
      title="No organizations yet"
      description="Create one for your team, or open the link in an invitation email."
      action={<NewOrgLink />}
    />
  )
}

function NewOrgLink() {
  return (
    <Button asChild>
      <Link href={paths.newOrg}>
        <Plus aria-hidden />
        New organization
      </Link>
    </Button>
  )
}
