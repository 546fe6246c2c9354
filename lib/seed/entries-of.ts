import type { AuditAction } from '@/lib/audit/record'
import type { OrgPlan } from './org-plan'

export type DatedEntry = { action: AuditAction; data: Record<string, string>; createdAt: Date }

const MINUTE = 60 * 1000
const DAY = 24 * 60 * MINUTE

export function entriesOf(plan: OrgPlan): DatedEntry[] {
  return [
    entry('org.create', { name: plan.name }, plan.createdAt),
    ...plan.members.flatMap(({ person: { email }, role, joinedAt }) => [
      entry('invitation.create', { email, role }, dayBefore(joinedAt, plan.createdAt)),
      entry('invitation.accept', { email, role }, joinedAt),
    ]),
    ...plan.invitations.map(({ email, createdAt }) =>
      entry('invitation.create', { email, role: 'member' }, createdAt),
    ),
    ...plan.projects.flatMap(({ name, createdAt, archivedAt, tasks = [] }) => [
      entry('project.create', { name }, createdAt),
      ...tasks.map((title, index) =>
        entry('task.create', { title, project: name }, new Date(+createdAt + (index + 1) * MINUTE)),
      ),
      ...(archivedAt ? [entry('project.archive', { name }, archivedAt)] : []),
    ]),
  ]
}

function entry(action: AuditAction, data: Record<string, string>, createdAt: Date): DatedEntry {
  return { action, data, createdAt }
}

// Halfway in an org that is younger.
function dayBefore(date: Date, createdAt: Date): Date {
  return new Date(Math.max(+date - DAY, (+createdAt + +date) / 2))
}
