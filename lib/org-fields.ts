import { z } from 'zod'
import { emailField } from '@/lib/fields'
import { isReserved, SLUG, SLUG_MAX, SLUG_MIN } from '@/lib/tenancy/slugs'

export const slugField = z
  .string('Enter a URL.')
  .trim()
  .toLowerCase()
  .min(1, 'Enter a URL.')
  .min(SLUG_MIN, `Use at least ${SLUG_MIN} characters.`)
  .max(SLUG_MAX, `Use at most ${SLUG_MAX} characters.`)
  .regex(SLUG, 'Use letters a to z, digits and single hyphens, such as acme-labs.')
  .refine((slug) => !isReserved(slug), {
    error: ({ input }) => `"${input}" is reserved. Try "${input}-team".`,
  })

const MAX_EMAILS = 50

/**
 * Pasted emails with any separators, also as `Smith, Ann <ann@example.com>`, in parentheses or with `mailto:`.
 * `invalid` holds the rest.
 */
export const emailListField = z
  .string('Enter an email address.')
  .max(MAX_EMAILS * 300, `Invite at most ${MAX_EMAILS} people at once.`)
  .transform((text, context) => {
    const found = [...text.matchAll(EMAILS)].map(([all, inBrackets]) => (inBrackets || all).trim())
    const entries = [...new Set(found)]
    if (!entries.length) context.addIssue('Enter an email address.')
    if (entries.length > MAX_EMAILS)
      context.addIssue(`Invite at most ${MAX_EMAILS} people at once.`)
    const parsed = entries.map((entry) => ({
      entry,
      email: emailField.safeParse(entry.replace(AROUND_EMAIL, '')).data,
    }))
    return {
      emails: [...new Set(parsed.flatMap(({ email }) => email ?? []))],
      invalid: parsed.filter(({ email }) => !email).map(({ entry }) => entry),
    }
  })

// A name contains no @, so that it cannot include an email before it. The bounds keep the time linear.
const EMAILS = /(?:"[^"]{0,100}"|[^\s<>;"@]|[^\S\n]){0,100}<([^<>]*)>|[^\s,;]+/g

const AROUND_EMAIL =
  /^(?:mailto:|[\s([{"'“‘\p{Default_Ignorable_Code_Point}]){1,20}|[\s)\]}"'”’>.:!?\p{Default_Ignorable_Code_Point}]{1,20}$/giu
