import type { ActivityPart, ActivityText, Resource } from '@/lib/define-resource'
import * as resources from '@/lib/resources'
import type { AuditAction } from './record'

const TEXTS: Record<AuditAction, ActivityText> = Object.assign(
  {},
  ...Object.values<Resource>(resources).map(({ activity }) => activity),
)

export const AUDIT_ACTIONS = Object.keys(TEXTS) as AuditAction[]

export const actionLabel = (action: AuditAction) => TEXTS[action].label

type Described = { action: AuditAction; subjectId: string; data: Record<string, string> }

export function partsOfActivity({ action, subjectId, data }: Described): ActivityPart[] {
  const described = TEXTS[action].describe(data, subjectId)
  return [described].flat().filter((part) => part !== '')
}

export const describeActivity = (entry: Described) =>
  partsOfActivity(entry)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')
