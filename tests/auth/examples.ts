import { uniqueEmail } from '../factories'

/** The arguments of each service after the transaction and the user. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  createAccount: () => [{ name: 'Stolen', email: uniqueEmail(), passwordHash: 'none' }],
  requireVerifiedEmail: ({ userId }) => [{ id: userId }],
  replacePassword: () => ['none'],
  endOtherSessions: ({ userId }) => [{ id: userId, email: uniqueEmail() }],
  createSession: ({ userId }) => [userId, { ipAddress: '203.0.113.1' }],
  completeSignIn: () => [{ ipAddress: '203.0.113.1' }, 'password'],
  beginSession: () => [{ ipAddress: '203.0.113.1' }, { method: 'password' }],
  currentUser: () => [],
  requireUser: () => [],
  requireApiUser: () => [],
  findSignUp: ({ token }) => [token],
}
