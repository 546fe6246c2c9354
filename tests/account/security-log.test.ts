import { expect, test, vi } from 'vitest'
import { passwordResets } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { changePassword } from '@/lib/account/password'
import { listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'
import { resetPassword } from '@/lib/auth/password-reset'
import { signIn } from '@/lib/auth/sign-in'
import { signToken } from '@/lib/auth/tokens'
import { createUserWithPassword } from '../auth/users'
import { newIpAddress } from '../factories'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

test('the log of a person has their sign-ins and passwords, newest first, and nothing of others', async () => {
  const [ann, bob] = [
    await createUserWithPassword('Ann', 'correct horse'),
    await createUserWithPassword('Bob', 'correct horse'),
  ]
  const caller = { ipAddress: newIpAddress(), userAgent: 'Firefox' }

  await signIn({ email: ann.email, password: 'correct horse' }, caller)
  const change = { currentPassword: 'correct horse', password: 'battery staple' }
  await changePassword(ann, change, caller)
  await resetPassword(await resetToken(ann), 'correct horse', caller)

  expect(await listSecurityEvents(ann)).toMatchObject([
    { action: 'password.reset', ...caller, data: {} },
    { action: 'password.change', ...caller, data: {} },
    { action: 'session.create', ...caller, data: { method: 'password' } },
  ])
  expect(await listSecurityEvents(bob)).toEqual([])
})

test('a refused sign-in or change leaves no event', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const caller = { ipAddress: newIpAddress() }
  const change = { currentPassword: 'wrong', password: 'battery staple' }

  await expect(signIn({ email: ann.email, password: 'wrong' }, caller)).rejects.toThrow()
  await expect(changePassword(ann, change, caller)).rejects.toThrow()

  expect(await listSecurityEvents(ann)).toEqual([])
})

async function resetToken({ email }: Actor) {
  const expiresAt = new Date(Date.now() + 60_000)
  const [row] = await asSystem('test', (tx) =>
    tx.insert(passwordResets).values({ email, expiresAt }).returning({ id: passwordResets.id }),
  )
  return signToken('password-reset', row?.id ?? '')
}
