import { select } from '../../../../select'
import { Avatar, day, minute } from '../../elements'
import { type Member, Shell } from '../../shell'

type Entry = { id: string; name: string; actor: string; date: string }
type Row = Member & { projects: Entry[]; activity: Entry[] }

export const dynamic = 'force-dynamic'

const SELECT = `
  select orgs.name as org, orgs.slug, users.name, users.email,
    (select json_agg(row) from (select id, name, created_at as date from tenant.projects
      where org_id = orgs.id and archived_at is null order by created_at desc limit 6) row) as projects,
    (select json_agg(row) from (
      select id, data ->> 'name' as name, actor_name as actor, created_at as date
      from tenant.audit_logs
      where org_id = orgs.id order by created_at desc, id desc limit 8) row) as activity
  from orgs join memberships on org_id = orgs.id join users on users.id = user_id
  where orgs.slug = $1 and role = 'admin'`

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const [row] = await select<Row>(SELECT, (await params).slug)
  if (!row) return null
  return (
    <Shell member={row} page="dashboard">
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 space-y-1">
          <h1 className="font-semibold text-2xl leading-8 tracking-[-0.022em] [overflow-wrap:anywhere]">
            {row.org}
          </h1>
          <p className="max-w-prose text-muted-foreground text-sm">{`Welcome back, ${row.name}.`}</p>
        </div>
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <div className="min-w-0 space-y-6">
          <section className="overflow-hidden rounded-xl border bg-card shadow-raised">
            <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-5 sm:px-6">
              <div className="space-y-1">
                <h2 className="font-semibold text-[0.9375rem] leading-6">Projects</h2>
              </div>
              <a
                href={`/${row.slug}/projects`}
                className="rounded-sm font-medium text-link underline-offset-4 hover:underline text-sm"
              >
                All projects
              </a>
            </div>
            <div className="p-5 sm:px-6">
              <ul className="-my-3 divide-y">
                {row.projects.map(({ id, name, date }) => (
                  <li key={id} className="flex items-baseline justify-between gap-4 py-3 text-sm">
                    <a
                      href={`/${row.slug}/projects/${id}`}
                      className="min-w-0 truncate rounded-sm font-medium underline-offset-4 hover:underline"
                    >
                      {name}
                    </a>
                    <p className="shrink-0 text-muted-foreground">
                      {'Created '}
                      <time dateTime={date} title={`${minute(date)} UTC`}>
                        {day(date)}
                      </time>
                    </p>
                  </li>
                ))}
              </ul>
            </div>
          </section>
        </div>
        <section className="overflow-hidden rounded-xl border bg-card shadow-raised">
          <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-5 sm:px-6">
            <div className="space-y-1">
              <h2 className="font-semibold text-[0.9375rem] leading-6">Latest activity</h2>
            </div>
            <a
              href={`/${row.slug}/activity`}
              className="rounded-sm font-medium text-link underline-offset-4 hover:underline text-sm"
            >
              All activity
            </a>
          </div>
          <div className="p-5 sm:px-6">
            <ul className="space-y-4">
              {row.activity.map(({ id, name, actor, date }) => (
                <li key={id} className="flex gap-3 text-sm leading-5">
                  <Avatar name={actor} className="rounded-full size-6 text-[0.625rem]" />
                  <div className="min-w-0 [overflow-wrap:anywhere]">
                    <p>
                      <span className="font-medium">{actor}</span> <span>created the project </span>
                      <a
                        href={`/${row.slug}/projects/${id}`}
                        className="rounded-sm font-medium underline-offset-4 hover:underline"
                      >
                        {name}
                      </a>
                    </p>
                    <time
                      dateTime={date}
                      title={`${minute(date)} UTC`}
                      className="text-muted-foreground text-xs"
                    >
                      {day(date)}
                    </time>
                  </div>
                </li>
              ))}
            </ul>
          </div>
        </section>
      </div>
    </Shell>
  )
}
