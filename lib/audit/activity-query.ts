import { z } from 'zod'
import { idField } from '@/lib/fields'
import { ACTION_NAMES } from './action-names'
import type { AuditAction } from './record'

/** The place of an entry in the log, from which the next page goes on. */
export type Cursor = { createdAt: Date; id: string }

export const cursorOf = ({ createdAt, id }: Cursor) => `${createdAt.toISOString()}_${id}`

// PostgreSQL knows no year 0.
const sinceYearOne = (date: string) => date >= '0001'

const day = z.iso.date().refine(sinceYearOne)

const cursor = z
  .string()
  .transform((text) => text.split('_'))
  .pipe(z.tuple([z.iso.datetime({ precision: 3 }).refine(sinceYearOne), idField]))
  .transform(([date, id]): Cursor => ({ createdAt: new Date(date), id }))

const ifSensible = <Field extends z.ZodType>(field: Field) => field.optional().catch(undefined)

/**
 * What a URL asks of the log; nonsense in it counts as not asked for. `member` is a person's id or a
 * part of their name, and `from` and `to` are days of UTC, both included.
 */
export const activityQuery = z.object({
  action: ifSensible(z.enum(Object.keys(ACTION_NAMES) as AuditAction[])),
  member: ifSensible(
    z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^[^\0]*$/),
  ),
  from: ifSensible(day),
  to: ifSensible(day),
  before: ifSensible(cursor),
})
