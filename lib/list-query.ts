import { z } from 'zod'

const pageField = z.coerce.number().int().positive().max(1_000_000).catch(1)

/** The page in the URL of a list. Invalid parameters are ignored, here and below. */
export const pageQuery = z.object({ page: pageField })

export const searchQuery = pageQuery.extend({
  // PostgreSQL refuses NUL, and names have no control characters.
  q: z
    .string()
    .trim()
    .max(254)
    .regex(/^\P{Cc}*$/u)
    .catch(''),
})
