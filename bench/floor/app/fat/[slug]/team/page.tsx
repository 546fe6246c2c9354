import { select } from '../../../../select'
import { Avatar, BUTTON, day, Icon, minute } from '../../elements'
import { type Member, Shell } from '../../shell'

type Person = { id: string; name: string; email: string; role: 'admin' | 'member'; date: string }
type Row = Member & { people: Person[] }

export const dynamic = 'force-dynamic'

const SELECT = `
  select orgs.name as org, orgs.slug, users.name, users.email,
    (select json_agg(row) from (
      select users.id, users.name, users.email, role, memberships.created_at as date
      from memberships join users on users.id = user_id
      where org_id = orgs.id order by users.name limit 50) row) as people
  from orgs join memberships on org_id = orgs.id join users on users.id = user_id
  where orgs.slug = $1 and role = 'admin'`

const CELLS =
  '[&_td]:h-13 [&_td]:px-3 [&_td]:py-2 [&_td]:align-middle sm:[&_td]:px-4 [&_td:first-child]:pl-4 [&_td:last-child]:pr-4'
const HEAD = 'h-9 whitespace-nowrap px-3 font-medium first:pl-4 last:pr-4 sm:px-4'
const COLUMNS = [
  { label: 'Name', query: 'order=desc', head: HEAD, icon: '' },
  { label: 'Role', query: 'sort=role', head: HEAD, icon: 'opacity-0 group-hover:opacity-60' },
  {
    label: 'Joined',
    query: 'sort=joined',
    head: `${HEAD} max-sm:hidden`,
    icon: 'opacity-0 group-hover:opacity-60',
  },
]
const ROLES = {
  admin: { name: 'Admin', className: 'border-link/20 bg-primary-soft text-link' },
  member: { name: 'Member', className: 'border-border bg-muted text-muted-foreground' },
}

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const [row] = await select<Row>(SELECT, (await params).slug)
  if (!row) return null
  return (
    <Shell member={row} page="team">
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 space-y-1">
          <h1 className="font-semibold text-2xl leading-8 tracking-[-0.022em] [overflow-wrap:anywhere]">
            Team
          </h1>
          <p className="max-w-prose text-muted-foreground text-sm">{`Everyone in ${row.org}.`}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <button
            type="button"
            className={`${BUTTON} bg-primary text-primary-foreground shadow-[inset_0_1px_0_rgb(255_255_255/0.14),0_1px_2px_var(--edge)] hover:bg-primary-hover h-9 px-3.5 text-sm pointer-coarse:h-11`}
            aria-haspopup="dialog"
            aria-expanded="false"
          >
            <Icon className="lucide lucide-user-plus">
              <path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2" />
              <circle cx="9" cy="7" r="4" />
              <line x1="19" x2="19" y1="8" y2="14" />
              <line x1="22" x2="16" y1="11" y2="11" />
            </Icon>
            Invite members
          </button>
        </div>
      </header>
      <div className="space-y-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <search className="w-full sm:w-96">
            <form className="flex gap-2" action={`/${row.slug}/team`}>
              <input
                className="w-full min-w-0 rounded-md border border-input bg-card px-3 text-base text-foreground shadow-raised transition-colors md:text-sm placeholder:text-muted-foreground hover:border-muted-foreground focus-visible:border-ring focus-visible:outline-offset-0 focus-visible:outline-ring/50 aria-invalid:border-destructive aria-invalid:focus-visible:outline-destructive/50 disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground disabled:hover:border-input [&[readonly]]:bg-muted h-9 pointer-coarse:h-11"
                type="search"
                maxLength={254}
                aria-label="Search members"
                placeholder="Name or email"
                name="q"
                defaultValue=""
              />
              <button
                type="submit"
                className={`${BUTTON} border border-input/60 bg-card text-foreground shadow-raised hover:bg-muted dark:hover:bg-accent h-9 px-3.5 text-sm pointer-coarse:h-11`}
              >
                Search
              </button>
            </form>
          </search>
          <p role="status" className="text-muted-foreground text-sm tabular-nums">
            {`${row.people.length} members`}
          </p>
        </div>
        <div className="relative overflow-x-auto rounded-xl border bg-card shadow-raised">
          <table className={`w-full text-left text-sm ${CELLS}`}>
            <caption className="sr-only">Members</caption>
            <thead className="border-b bg-muted/60 text-muted-foreground text-xs">
              <tr>
                {COLUMNS.map(({ label, query, head, icon }) => (
                  <th key={label} scope="col" className={head}>
                    <a
                      href={`/${row.slug}/team?${query}`}
                      className="group inline-flex h-9 items-center gap-1 rounded-sm hover:text-foreground"
                    >
                      {label}
                      <Icon className={`lucide lucide-arrow-up size-3.5 ${icon}`}>
                        <path d="m5 12 7-7 7 7" />
                        <path d="M12 19V5" />
                      </Icon>
                    </a>
                  </th>
                ))}
                <th scope="col" className={HEAD}>
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody className="divide-y [&>tr:hover]:bg-muted/40">
              {row.people.map((person) => (
                <MemberRow key={person.id} {...person} isSelf={person.email === row.email} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Shell>
  )
}

function MemberRow({ name, email, role, date, isSelf }: Person & { isSelf: boolean }) {
  return (
    <tr>
      <td className="w-full max-w-0">
        <div className="flex items-center gap-3">
          <Avatar name={name} className="rounded-full size-8 text-xs" />
          <div className="min-w-0">
            <p className="truncate font-medium">
              {name}
              {isSelf && <span className="font-normal text-muted-foreground"> (you)</span>}
            </p>
            <p className="truncate text-[0.8125rem] text-muted-foreground">{email}</p>
          </div>
        </div>
      </td>
      <td>
        <span
          className={`inline-flex h-5.5 w-fit shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md border px-1.5 font-medium text-xs ${ROLES[role].className}`}
        >
          <span>{ROLES[role].name}</span>
        </span>
      </td>
      <td className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        <time dateTime={date} title={`${minute(date)} UTC`}>
          {day(date)}
        </time>
      </td>
      <td className="text-right">
        <button
          type="button"
          className="row-menu"
          aria-label={`Actions for ${name}`}
          aria-haspopup="menu"
          aria-expanded="false"
        >
          <svg aria-hidden viewBox="0 0 24 24">
            <path d="M5 12h0m7 0h0m7 0h0" />
          </svg>
        </button>
      </td>
    </tr>
  )
}
