import { signToken } from '@/lib/auth/tokens'
import { uniqueEmail, uniqueSlug } from '../factories'
import type { TargetOrg } from './target-org'

/** Values of the org under attack that an outsider can send, by the name of an id or a form field. */
export type KnownValues = Record<string, string[]>

export const PREFERENCES = {
  theme: ['dark'],
  timeZone: ['Asia/Tokyo'],
  locale: ['de-DE'],
  picture: ['none'],
}

/** `withTokens` adds the tokens in the mails of the org. */
export function knownValues(acme: TargetOrg, { withTokens = false } = {}): KnownValues {
  const { org } = acme.admin
  const people = [acme.member, acme.otherAdmin, acme.admin].map(({ user }) => user)
  const emails = [...people, acme.invited.user].map(({ email }) => email)
  const invitationIds = [...acme.invitationIds, ...Object.values(acme.ids)]
  const orgId = [org.id, acme.deleted.org.id]
  const userId = people.map(({ id }) => id)
  const all = [...invitationIds, ...orgId, ...userId]
  const ofResources = Object.entries(acme.ids).map(([name, id]) => [
    name,
    [id, ...all.filter((other) => other !== id)],
  ])
  return {
    ...Object.fromEntries(ofResources),
    id: all,
    orgId,
    userId,
    invitationId: invitationIds,
    pictureId: invitationIds,
    slug: [org.slug, acme.earlierSlug, acme.deleted.org.slug, uniqueSlug()],
    confirmation: [org.slug],
    member: people.flatMap(({ id, name }) => [id, name]),
    email: [...emails, uniqueEmail()],
    emails: [[...emails, uniqueEmail()].join(' ')],
    role: ['admin', 'member'],
    ...PREFERENCES,
    password: ['wrong password'],
    next: [`/${org.slug}/team`],
    returnTo: [`/${org.slug}/team`],
    token: invitationIds.flatMap((id) => [
      ...(withTokens ? [signToken('invitation', id)] : []),
      signToken('sign-up', id),
      signToken('password-reset', id),
      signToken('invitation', id, 99),
    ]),
  }
}

/** Lists with the first value of each, then with each other value in its place. */
export function combine<T>(lists: T[][]): T[][] {
  const first = lists.map(([value]) => value as T)
  const others = lists.flatMap((list, at) =>
    list.slice(1).map((value) => first.map((one, place) => (place === at ? value : one))),
  )
  return [first, ...others]
}
