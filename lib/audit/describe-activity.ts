import type { ActivityText, Resource } from '@/lib/define-resource'
import * as resources from '@/lib/resources'
import type { AuditAction } from './record'

const TEXTS: Record<AuditAction, ActivityText> = Object.assign(
  {},
  ...Object.values<Resource>(resources).map(({ activity }) => activity),
)

export const AUDIT_ACTIONS = Object.keys(TEXTS) as AuditAction[]

export const actionLabel = (action: AuditAction) => TEXTS[action].label

export function describeActivity({
  action,
  data,
}: {
  action: AuditAction
  data: Record<string, string>
}) {
  return TEXTS[action].describe(data)
}
