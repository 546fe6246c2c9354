import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { emailLinks, passwords, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { changePassword } from '@/lib/account/password'
import { resetPassword } from '@/lib/auth/password-reset'
import { signUp } from '@/lib/auth/sign-up'
import { signToken } from '@/lib/auth/tokens'
import { findEmailLink } from '@/lib/email-links/email-links'
import { signUpByInvitation } from '@/lib/orgs/received-invitations'
import { createUserWithPassword } from '../auth/users'
import { createOrg, newCaller, signedInCaller, uniqueEmail } from '../factories'
import { invite } from '../orgs/invite'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const weak = { code: 'invalid', field: 'password' }

test.each(['iloveyou', 'mallory99'])(
  'nobody signs up with a weak password: %s',
  async (password) => {
    const email = uniqueEmail()

    const attempt = signUp({ name: 'Mallory', email, password }, newCaller())

    await expect(attempt).rejects.toMatchObject(weak)
    const rows = await asSystem('test', (tx) =>
      tx.select().from(signUps).where(eq(signUps.email, email)),
    )
    expect(rows).toEqual([])
  },
)

test('an invitation makes no account with a weak password', async () => {
  const email = uniqueEmail()
  const { id } = await invite(await createOrg(), { email })
  const token = signToken('invitation', id)

  for (const password of ['iloveyou', 'mallory99', email]) {
    const attempt = signUpByInvitation(token, { name: 'Mallory', password }, newCaller())
    await expect(attempt).rejects.toMatchObject(weak)
  }

  const rows = await asSystem('test', (tx) => tx.select().from(users).where(eq(users.email, email)))
  expect(rows).toEqual([])
})

test('a reset with a weak password changes nothing, and the link still works', async () => {
  const [ann, bob] = [await newUser('Annabel'), await newUser('Bob')]
  const token = await insertReset(ann.email)
  const before = [await hashOf(ann), await hashOf(bob)]

  for (const password of ['iloveyou', 'annabel99', ann.email]) {
    await expect(resetPassword(token, password, newCaller())).rejects.toMatchObject(weak)
  }

  expect([await hashOf(ann), await hashOf(bob)]).toEqual(before)
  expect(await findEmailLink('password-reset', token)).toMatchObject({ email: ann.email })
})

test('a change to a weak password changes nothing', async () => {
  const ann = await newUser('Annabel')
  const before = await hashOf(ann)

  for (const password of ['iloveyou', 'annabel99', ann.email]) {
    const attempt = changePassword(
      ann,
      { currentPassword: 'password', password },
      await signedInCaller(ann),
    )
    await expect(attempt).rejects.toMatchObject(weak)
  }

  expect(await hashOf(ann)).toBe(before)
})

// As the seeded accounts have.
const newUser = (name: string) => createUserWithPassword(name, 'password')

async function hashOf({ id }: { id: string }) {
  const [row] = await asSystem('test', (tx) =>
    tx.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, id)),
  )
  return row?.hash
}

async function insertReset(email: string) {
  const expiresAt = new Date(Date.now() + 60_000)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(emailLinks)
      .values({ purpose: 'password-reset', email, expiresAt })
      .returning({ id: emailLinks.id }),
  )
  return signToken('password-reset', row?.id ?? '')
}
