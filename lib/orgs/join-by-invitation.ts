import { asSystem } from '@/db/transactions'
import { createAccount } from '@/lib/auth/accounts'
import { hashPassword } from '@/lib/auth/password'
import { createSession, type NewSession } from '@/lib/auth/sessions'
import { throttle } from '@/lib/auth/throttle'
import { AppError } from '@/lib/errors'
import { findInvitation, isOpen } from './invitations'

/**
 * Makes an account for the address that an open invitation was mailed to, verified at once: whoever
 * holds the link reads that mail. Throws `conflict` if the address has an account.
 */
export async function joinByInvitation(
  token: string,
  { name, password }: { name: string; password: string },
  ipAddress: string,
): Promise<NewSession> {
  const invitation = await findInvitation(token)
  if (!invitation || !isOpen(invitation)) {
    throw new AppError('not_found', 'This invitation is not open any more.')
  }
  const { email } = invitation
  await throttle('sign-up', { email, ipAddress })
  const passwordHash = await hashPassword(password)
  return asSystem('join by invitation', async (tx) => {
    const user = await createAccount(tx, { name, email, passwordHash })
    if (user) return createSession(tx, user.id)
    throw new AppError('conflict', 'You already have an account. Sign in to accept the invitation.')
  })
}
