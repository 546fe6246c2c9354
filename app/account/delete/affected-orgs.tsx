import type { ReactNode } from 'react'
import { FormMessage } from '@/components/forms/form-message'
import type { AffectedOrg } from '@/lib/leaving/orgs/affected-orgs'
import { appUrl } from '@/lib/urls'

/** What happens to the orgs of the user, and `children` unless one of them needs another admin first. */
export function AffectedOrgs({ orgs, children }: { orgs: AffectedOrg[]; children: ReactNode }) {
  const orgsWith = (effect: AffectedOrg['effect']) => orgs.filter((org) => org.effect === effect)
  const blocked = orgsWith('blocked')
  return (
    <>
      <Orgs title="Deleted with your account, because you are the only member:">
        {orgsWith('delete')}
      </Orgs>
      <Orgs title="You leave these, and are a member again if you restore your account:">
        {orgsWith('leave')}
      </Orgs>
      {blocked.length ? <Blocked orgs={blocked} /> : <div>{children}</div>}
    </>
  )
}

function Orgs({ title, children: orgs }: { title: string; children: AffectedOrg[] }) {
  if (!orgs.length) return null
  return (
    <div className="text-sm">
      <p className="text-muted-foreground">{title}</p>
      <ul className="mt-1 list-disc space-y-1 pl-5 [overflow-wrap:anywhere]">
        {orgs.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </div>
  )
}

function Blocked({ orgs }: { orgs: AffectedOrg[] }) {
  return (
    <FormMessage>
      <p>
        You are the last admin of these organizations. Make another member admin, or delete the
        organization, before you delete your account.
      </p>
      <ul className="mt-2 space-y-1">
        {orgs.map(({ id, name, slug }) => (
          <li key={id}>
            <a
              href={appUrl(`/${slug}/team`)}
              className="tap rounded-sm font-medium text-link underline-offset-4 hover:underline"
            >
              {name}: open the team
            </a>
          </li>
        ))}
      </ul>
    </FormMessage>
  )
}
