import type { AuditAction } from './record'

type Words = (data: Record<string, string>) => string

const WORDS: Record<AuditAction, Words> = {
  'org.create': ({ name }) => `created the organization ${name}`,
  'invitation.create': ({ email, role }) =>
    `invited ${email} as ${role === 'admin' ? 'an admin' : 'a member'}`,
  'invitation.accept': () => 'accepted an invitation',
  'invitation.decline': ({ email }) => `declined the invitation to ${email}`,
  'project.create': ({ name }) => `created the project ${name}`,
  'project.rename': ({ name }) => `renamed a project to ${name}`,
  'project.archive': ({ name }) => `archived the project ${name}`,
  'project.restore': ({ name }) => `restored the project ${name}`,
  'project.delete': ({ name }) => `deleted the project ${name}`,
}

/** What was done, to stand behind the name of who did it. */
export function inWords({ action, data }: { action: AuditAction; data: Record<string, string> }) {
  return WORDS[action](data)
}
