import { signToken } from '@/lib/auth/tokens'
import type { Acme } from '../../attack/acme'
import { combine } from '../../attack/arguments'

export type Foreign = ReturnType<typeof foreign>

/** What an attacker puts where the app asks for something: all of it is of Acme. */
export function foreign(acme: Acme) {
  const { org } = acme.admin
  const people = [acme.admin, acme.cleo, acme.member].map(({ user }) => user)
  const [invitation = ''] = acme.invitations
  const ids = [...acme.projects, invitation, org.id, acme.deleted.org.id]
  const slugs = [org.slug, acme.former, acme.deleted.org.slug]
  const tokens = [
    signToken('sign-up', invitation),
    signToken('password-reset', invitation),
    signToken('invitation', invitation, 99),
  ]
  const inside = `/${org.slug}/team`
  const fields: Record<string, string[]> = {
    id: ids,
    userId: people.map(({ id }) => id),
    name: ['Stolen'],
    slug: slugs,
    confirmation: [org.slug],
    emails: [people.map(({ email }) => email).join(' ')],
    role: ['admin', 'member'],
    email: people.map(({ email }) => email),
    password: ['not the password of anybody'],
    token: tokens,
    next: [inside],
    returnTo: [inside],
  }
  const segments: Record<string, string[]> = {
    '[orgSlug]': slugs,
    '[id]': ids,
    '[token]': tokens,
    '[...nextauth]': ['session', 'csrf', 'providers', 'signin', 'callback/email', 'error'],
  }
  const query = new URLSearchParams({
    ...{ org: org.slug, q: people[1]?.email ?? '', member: people[2]?.id ?? '' },
    ...{ next: inside, token: tokens[0] ?? '', id: ids[0] ?? '', saved: '1' },
  })
  /** What no form has. */
  const planted = { orgId: org.id, org_id: org.id, id: ids[0], createdBy: people[0]?.id }
  return {
    slugs,
    planted,
    /** Forms with these fields. Throws for a field that is new. */
    forms: (names: string[]) =>
      combine(names.map((name) => valuesOf(fields, name))).map((values) =>
        Object.fromEntries(names.map((name, at) => [name, String(values[at])])),
      ),
    /** The paths of a route, the first of them with a query too. Throws for a segment that is new. */
    paths: (route: string, slugsOf = slugs) => {
      const parts = route.split('/').map((part) => {
        if (part === '[orgSlug]') return slugsOf
        return part.startsWith('[') ? valuesOf(segments, part) : [part]
      })
      const [first = '/', ...others] = combine(parts).map((values) => values.join('/') || '/')
      return [first, `${first}?${query}`, ...others]
    },
  }
}

function valuesOf(values: Record<string, string[]>, name: string): string[] {
  const found = values[name]
  if (!found) throw new Error(`Say in tests/e2e/attack/foreign.ts what to put for ${name}.`)
  return found
}
