import type { Actor } from '@/lib/auth/accounts'
import { signToken } from '@/lib/auth/tokens'
import type { OrgScope } from '@/lib/orgs/scope'
import { newIpAddress, uniqueEmail, uniqueSlug } from '../factories'
import type { Acme } from './acme'
import type { Parameter, Service, Shape } from './services'

/** Stands for the transaction, which there is not yet. */
export const TX = 'tx'

/** Who calls, with which scope; all other arguments are of Acme. */
export type Caller = {
  user: Actor
  scope: OrgScope
  /** The tokens in Acme's mails, for those who got them. */
  tokens?: boolean
}

/**
 * What to call a service with: once with the first value of everything, and once with each other.
 * Throws where a parameter is new.
 */
export function argumentsFor(service: Service, acme: Acme, caller: Caller): unknown[][] {
  const values = valuesOf(acme, caller)
  const of = (parameter: Parameter) => casesOf(parameter, '', values)
  return combine((service.parameters ?? []).map(of))
}

type Values = Record<string, unknown[]>

/** By type, or by the end of the path and the type. */
function valuesOf(acme: Acme, { user, scope, tokens }: Caller): Values {
  const { org } = acme.admin
  const people = [acme.member, acme.cleo, acme.admin].map((one) => one.user)
  const invitations = [...acme.invitations, ...acme.projects]
  return {
    Tx: [TX],
    OrgScope: [scope],
    Org: [org],
    Actor: [user],
    User: [user],
    Role: ['admin', 'member'],
    AuditAction: ['org.create', 'project.create'],
    Permission: ['org.delete', 'org.restore', 'project.create'],
    Date: [new Date('2100-01-01')],
    boolean: [true],
    number: [1],
    'limit: number': [100],
    'Record<string, string>': [{ name: 'Stolen' }],
    '(typeof MEMBER_SORTS)[number]': ['joined'],
    'scope.user.id: string': [user.id],
    'user.id: string': [user.id, ...people.map(({ id }) => id)],
    'org.id: string': [scope.org.id],
    'orgId: string': [org.id, acme.deleted.org.id],
    'userId: string': people.map(({ id }) => id),
    'subjectId: string': acme.projects,
    'actors.id: string': people.map(({ id }) => id),
    'invitation.id: string': invitations,
    'invitation.org.id: string': [org.id, acme.deleted.org.id],
    'id: string': [...invitations, org.id, acme.deleted.org.id, ...people.map(({ id }) => id)],
    'slug: string': [org.slug, acme.former, acme.deleted.org.slug, uniqueSlug()],
    'last: string': [org.slug],
    'confirmation: string': [org.slug],
    'name: string': ['Stolen'],
    'email: string': [uniqueEmail()],
    'member: string': people.flatMap(({ id, name }) => [id, name]),
    'search: string': people.map(({ email }) => email),
    'emails: string': [...people, acme.invited.user]
      .map(({ email }) => email)
      .concat(uniqueEmail()),
    'password: string': ['correct horse battery'],
    'passwordHash: string': ['none'],
    'ipAddress: string': [newIpAddress()],
    'from: string': ['2000-01-01'],
    'to: string': ['2100-01-01'],
    'token: string': invitations.flatMap((id) => [
      ...(tokens ? [signToken('invitation', id)] : []),
      signToken('sign-up', id),
      signToken('invitation', id, 99),
    ]),
  }
}

function casesOf({ name, optional, shape }: Parameter, path: string, values: Values): unknown[] {
  const cases = casesOfShape(shape, [path, name].filter(Boolean).join('.'), values)
  return optional ? [undefined, ...cases] : cases
}

function casesOfShape(shape: Shape, path: string, values: Values): unknown[] {
  switch (shape.kind) {
    case 'value':
      return valuesFor(path, shape.type, values)
    case 'list':
      return [casesOfShape(shape.of, path, values)]
    case 'choice':
      return shape.of.flatMap((one) => casesOfShape(one, path, values))
    case 'object': {
      const names = shape.members.map(({ name }) => name)
      const cases = combine(shape.members.map((member) => casesOf(member, path, values)))
      return cases.map((of) => Object.fromEntries(of.map((value, at) => [names[at], value])))
    }
  }
}

function valuesFor(path: string, type: string, values: Values): unknown[] {
  const ends = path.split('.').map((_, at, names) => `${names.slice(at).join('.')}: ${type}`)
  const found = [...ends, type].map((key) => values[key]).find(Boolean)
  if (!found) throw new Error(`Say in tests/attack/arguments.ts what to pass for ${ends[0]}.`)
  return found
}

/** The first of each, then each other in its place. */
export function combine(lists: unknown[][]): unknown[][] {
  const first = lists.map(([value]) => value)
  const others = lists.flatMap((list, at) =>
    list.slice(1).map((value) => first.map((one, place) => (place === at ? value : one))),
  )
  return [first, ...others]
}
