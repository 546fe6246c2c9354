import { randomUUID } from 'node:crypto'
import { uniqueEmail } from '../factories'

const caller = { ipAddress: '203.0.113.1' }

const identity = (email = uniqueEmail()) => ({
  provider: { id: 'github', name: 'GitHub' },
  id: randomUUID(),
  email,
  name: 'Mallory',
})

/** The arguments of each service after the transaction and the user. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  connectProvider: () => [identity(), caller],
  disconnectProvider: () => ['github', caller],
  link: ({ userId }) => [{ id: userId }, identity(), caller],
  verifyEmailOf: ({ userId, email }) => [{ id: userId }, email],
  createPendingLink: ({ email }) => [identity(email)],
  findPendingLink: ({ token }) => [token],
  acceptPendingLink: ({ token }) => [token, caller],
}
