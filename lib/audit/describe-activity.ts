import { ROLES_WITH_ARTICLE, type Role } from '@/lib/orgs/roles'
import type { AuditAction } from './record'

type Words = (data: Record<string, string>) => string

const WORDS: Record<AuditAction, Words> = {
  'org.create': ({ name }) => `created the organization ${name}`,
  'org.update': ({ name, slug }) =>
    [name && `renamed the organization to ${name}`, slug && `changed the address to ${slug}`]
      .filter(Boolean)
      .join(' and '),
  'org.delete': ({ name }) => `deleted the organization ${name}`,
  'org.restore': ({ name }) => `restored the organization ${name}`,
  'org.hand_over': ({ name }) => `handed the organization over to ${name}`,
  'membership.make_admin': ({ name }) => `made ${name} an admin`,
  'membership.make_member': ({ name }) => `made ${name} a member`,
  'membership.delete': ({ name }) => `removed ${name}`,
  'membership.leave': () => 'left the organization',
  'invitation.create': ({ email, role }) =>
    `invited ${email} as ${ROLES_WITH_ARTICLE[role as Role]}`,
  'invitation.resend': ({ email }) => `sent the invitation to ${email} again`,
  'invitation.revoke': ({ email }) => `revoked the invitation to ${email}`,
  'invitation.accept': () => 'accepted an invitation',
  'invitation.decline': ({ email }) => `declined the invitation to ${email}`,
  'project.create': ({ name }) => `created the project ${name}`,
  'project.rename': ({ name }) => `renamed a project to ${name}`,
  'project.archive': ({ name }) => `archived the project ${name}`,
  'project.restore': ({ name }) => `restored the project ${name}`,
  'project.delete': ({ name }) => `deleted the project ${name}`,
}

/** What was done, to stand behind the name of who did it. */
export function describeActivity({
  action,
  data,
}: {
  action: AuditAction
  data: Record<string, string>
}) {
  return WORDS[action](data)
}
