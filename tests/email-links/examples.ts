import { uniqueEmail } from '../factories'

/** The arguments of each service after the transaction. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  findEmailLink: ({ token }) => ['password-reset', token],
  addEmailLink: () => ['password-reset', { email: uniqueEmail() }],
  takeEmailLink: ({ token }) => ['sign-in-link', token],
}
