import { z } from 'zod'
import { isReserved, SLUG, SLUG_MAX, SLUG_MIN } from '@/lib/tenancy/slugs'

/** A name that people read: one line, of visible characters, at least one of them a letter, digit or emoji. */
export function nameField(what: string) {
  return z
    .string(`Enter ${what}.`)
    .trim()
    .min(1, `Enter ${what}.`)
    .max(100, 'Use at most 100 characters.')
    .refine((name) => SPEAKABLE.test(name), 'Use at least one letter or digit.')
    .refine((name) => !HIDDEN.test(name), 'Use visible characters only, on one line.')
    .transform((name) => name.normalize('NFC'))
}

// Control characters, line separators, lone surrogates, and the marks that reverse the direction of text.
// Joiners and variation selectors stay, which scripts and emoji need.
const HIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}/u
// Some letters of Hangul are only fillers, with nothing to see.
const SPEAKABLE =
  /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{Emoji_Presentation}\p{Extended_Pictographic}]/u

export const emailField = z
  .string('Enter an email address.')
  .trim()
  .toLowerCase()
  .min(1, 'Enter an email address.')
  .max(254, 'An email address has at most 254 characters.')
  .pipe(z.email('Enter an email address such as ann@example.com.'))

export const newPasswordField = z
  .string('Enter a password.')
  .min(8, 'Use at least 8 characters.')
  .max(200, 'Use at most 200 characters.')

export const passwordField = z
  .string('Enter your password.')
  .min(1, 'Enter your password.')
  .max(200, 'Use at most 200 characters.')

export const idField = z.uuid('Unknown id.')

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

const MANY = 50

/**
 * Several addresses in one text, as people paste them: with commas, semicolons or white space between
 * them, or as `Ann Smith <ann@example.com>`. Each counts once; what is none is kept apart.
 */
export const emailListField = z
  .string('Enter an email address.')
  .max(MANY * 300, `Invite at most ${MANY} people at once.`)
  .transform((text, context) => {
    const found = [...text.matchAll(ADDRESSES)].map(([all, inside]) => (inside || all).trim())
    const typed = [...new Set(found)]
    if (!typed.length) context.addIssue('Enter an email address.')
    if (typed.length > MANY) context.addIssue(`Invite at most ${MANY} people at once.`)
    const parsed = typed.map((one) => ({ one, email: emailField.safeParse(one).data }))
    return {
      emails: [...new Set(parsed.flatMap(({ email }) => email ?? []))],
      wrong: parsed.filter(({ email }) => !email).map(({ one }) => one),
    }
  })

// A name has no @, so that an address before one is not swallowed by it. It is read by single characters,
// and not far: this runs on whatever anybody pastes, and must not take longer than its length allows.
const ADDRESSES = /(?:"[^"]{0,100}"|[^\s<>,;"@]|[^\S\n]){0,100}<([^<>]*)>|[^\s,;]+/g
