import { z } from 'zod'
import { idField } from '@/lib/fields'
import { AUDIT_ACTIONS } from './describe-activity'

export type Cursor = { createdAt: Date; id: string }

export const cursorOf = ({ createdAt, id }: Cursor) => `${createdAt.toISOString()}_${id}`

// PostgreSQL has no year 0.
const isFromYearOne = (date: string) => date >= '0001'

const day = z.iso.date().refine(isFromYearOne)

const cursor = z
  .string()
  .transform((text) => text.split('_'))
  .pipe(z.tuple([z.iso.datetime({ precision: 3 }).refine(isFromYearOne), idField]))
  .transform(([date, id]): Cursor => ({ createdAt: new Date(date), id }))

const ifValid = <Field extends z.ZodType>(field: Field) => field.optional().catch(undefined)

export const activityQuery = z.object({
  action: ifValid(z.enum(AUDIT_ACTIONS)),
  member: ifValid(
    z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^[^\0]*$/),
  ),
  from: ifValid(day),
  to: ifValid(day),
  before: ifValid(cursor),
})
