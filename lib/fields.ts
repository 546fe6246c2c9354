import { z } from 'zod'
import { codePoints, isLongEnough, MAX_LENGTH, MIN_LENGTH } from '@/lib/passwords/password-length'

export function nameField(what: string) {
  return z
    .string(`Enter ${what}.`)
    .trim()
    .min(1, `Enter ${what}.`)
    .max(100, 'Use at most 100 characters.')
    .refine((name) => LETTER_DIGIT_OR_EMOJI.test(name), 'Use at least one letter or digit.')
    .refine((name) => !INVISIBLE.test(name), 'Use visible characters only, on one line.')
    .transform((name) => name.normalize('NFC'))
}

// Includes marks that reverse text. Excludes joiners and variation selectors, which emoji need.
const INVISIBLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}/u
// Hangul fillers are letters, but invisible.
const LETTER_DIGIT_OR_EMOJI =
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
  .refine(isLongEnough, `Use at least ${MIN_LENGTH} characters.`)
  .refine(isShortEnough(MAX_LENGTH), `Use at most ${MAX_LENGTH} characters.`)

// Longer than a new one, because earlier versions accepted 200 characters.
const LONGEST_PASSWORD = 200

export const passwordField = z
  .string('Enter your password.')
  .min(1, 'Enter your password.')
  .refine(isShortEnough(LONGEST_PASSWORD), `Use at most ${LONGEST_PASSWORD} characters.`)

function isShortEnough(max: number) {
  return (password: string) => codePoints(password) <= max
}

const MAX_INTEGER = 2_147_483_647

/** A whole number that the column type `integer` can hold. */
export function integerField(what: string) {
  return z
    .string(`Enter ${what}.`)
    .trim()
    .min(1, `Enter ${what}.`)
    .regex(/^-?\d+$/, 'Use digits only, such as 1200.')
    .transform(Number)
    .refine((number) => Math.abs(number) <= MAX_INTEGER, 'Use a number up to 2,147,483,647.')
}

/** A day such as 2030-01-31, as the browser sends it. */
export function dateField(what: string) {
  return z.iso
    .date(`Enter ${what}.`)
    .refine((day) => day >= '0001-01-01', 'Use a year from 0001 to 9999.')
}

/** A browser sends a checkbox only if it is checked. */
export const booleanField = z
  .string()
  .optional()
  .transform((value) => value !== undefined)

/** A browser sends an empty file if none was chosen. */
export const fileField = (what: string, maxMb: number) =>
  z
    .file(`Choose ${what}.`)
    .min(1, `Choose ${what}.`)
    .max(maxMb * 1024 * 1024, `Use ${what} of at most ${maxMb} MB.`)

/** The id of an option in a select. */
export const choiceField = (what: string) => z.uuid(`Choose ${what}.`)

/** A field that may be left empty, which gives null. */
export function optionalField<S extends z.ZodType>(field: S) {
  return z.preprocess((value) => (String(value ?? '').trim() ? value : null), field.nullable())
}

export const codeField = z
  .string('Enter a code.')
  .trim()
  .min(1, 'Enter a code.')
  .max(100, 'A code is shorter.')

/** One of them confirms who a person is. A form has neither after a recent sign-in. */
export const confirmationFields = {
  currentPassword: passwordField.optional(),
  code: codeField.optional(),
}

export const idField = z.uuid('This id is invalid. Reload the page and try again.')
