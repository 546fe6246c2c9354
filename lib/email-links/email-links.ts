import { and, eq, gt, sql } from 'drizzle-orm'
import { type EmailLinkPurpose, emailLinks, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { Caller, User } from '@/lib/auth/accounts'
import { tokenId, verifyToken } from '@/lib/auth/tokens'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { throttle } from '@/lib/throttle/throttle'

const MINUTES = { 'password-reset': 60, 'sign-in-link': 15 }

type NewLink = { email: string; returnTo?: string }

type Link = { email: string; returnTo: string | null }

/** Does the same for known and unknown emails, so that the time shows no difference. */
export async function requestEmailLink(
  purpose: EmailLinkPurpose,
  link: NewLink,
  { ipAddress }: Caller,
) {
  await throttle(purpose, { email: link.email, ipAddress })
  await asSystem('request email link', (tx) => addEmailLink(tx, purpose, link))
}

export async function addEmailLink(
  tx: Tx,
  purpose: EmailLinkPurpose,
  { email, returnTo }: NewLink,
) {
  const expiresAt = new Date(Date.now() + MINUTES[purpose] * 60 * 1000)
  const [row] = await tx
    .insert(emailLinks)
    .values({ purpose, email, returnTo, expiresAt })
    .returning({
      id: emailLinks.id,
      name: sql<string | null>`(select name from public.users where email = ${email})`,
    })
  if (row) await addMail(tx, { mail: purpose, to: email, ...row })
}

/** Null if the link has expired, was used or is forged. */
export async function findEmailLink(
  purpose: EmailLinkPurpose,
  token: string,
): Promise<Link | null> {
  const id = verifiedId(purpose, token)
  if (!id) return null
  const [found] = await asSystem('find email link', (tx) =>
    tx
      .select({ email: emailLinks.email, returnTo: emailLinks.returnTo })
      .from(emailLinks)
      .where(isOpen(purpose, id)),
  )
  return found ?? null
}

/** Uses up the link, which proves the email of its user. Throws `not_found` for an invalid link. */
export async function takeEmailLink(
  tx: Tx,
  purpose: EmailLinkPurpose,
  token: string,
): Promise<{ user: User; returnTo: string | null }> {
  const id = verifiedId(purpose, token)
  if (!id) throw invalidLink()
  const [link] = await tx
    .delete(emailLinks)
    .where(isOpen(purpose, id))
    .returning({ email: emailLinks.email, returnTo: emailLinks.returnTo })
  if (!link) throw invalidLink()
  const [user] = await tx
    .update(users)
    .set({ emailVerified: sql`coalesce(${users.emailVerified}, now())` })
    .where(eq(users.email, link.email))
    .returning({ id: users.id, name: users.name, email: users.email })
  if (!user) throw invalidLink()
  return { user, returnTo: link.returnTo }
}

export function invalidLink() {
  return new AppError(
    'not_found',
    'This link has expired or was already used. Request a new one below.',
  )
}

const isOpen = (purpose: EmailLinkPurpose, id: string) =>
  and(eq(emailLinks.id, id), eq(emailLinks.purpose, purpose), gt(emailLinks.expiresAt, new Date()))

function verifiedId(purpose: EmailLinkPurpose, token: string): string | null {
  const id = tokenId(token)
  return id && verifyToken(token, purpose, id) ? id : null
}
