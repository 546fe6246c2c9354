import { z } from 'zod'

const text = z.string().max(10_000)

const base = {
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: empty(),
}

/** What a browser returns for a new passkey. The rest of it is not used. */
export const newPasskeyField = jsonField(
  z.object({ ...base, response: z.object({ clientDataJSON: text, attestationObject: text }) }),
)

/** What a browser returns for a passkey that is used. */
export const passkeyField = jsonField(
  z.object({
    ...base,
    response: z.object({
      clientDataJSON: text,
      authenticatorData: text,
      signature: text,
      userHandle: text.optional(),
    }),
  }),
)

function empty() {
  return z.unknown().transform(() => ({}))
}

function jsonField<S extends z.ZodType>(schema: S) {
  return z
    .string('The passkey is missing.')
    .max(50_000, 'This passkey is too long.')
    .transform((json, context) => {
      try {
        return JSON.parse(json)
      } catch {
        context.addIssue('The passkey is malformed.')
        return z.NEVER
      }
    })
    .pipe(schema)
}
