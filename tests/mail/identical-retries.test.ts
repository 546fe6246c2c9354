import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { resendInvitation } from '@/lib/orgs/invitations'
import { createOrg, createUser, uniqueEmail } from '../factories'
import { invite } from '../orgs/invite'
import { queuedMails } from '../queue'
import { deliverMails, retryNow } from './deliver-mails'

const { attempted, logged, resend } = await deliverMails()

test('a retry is identical, although the org was renamed and the person signed up', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  const email = uniqueEmail()
  resend.fail(email, 1)
  const { id } = await invite(acme, { email })
  await attempted(id, 1)

  await rename(acme, 'Initech')
  await rename(globex, 'Umbrella')
  await createUser('Ann', email)
  await retryNow(id)
  await attempted(id, 2)

  const [first, second, ...more] = resend.to(email)
  expect(more).toEqual([])
  expect(first?.subject).toBe('Ada invited you to Acme')
  expect(second).toEqual(first)
  expect(await queuedMails(id)).toEqual([])
})

test('a mail whose acceptance got lost is sent again with the same body, and is not refused', async () => {
  const acme = await createOrg('Acme')
  const email = uniqueEmail()
  resend.fail(email, 1, { status: 502, name: 'lost', message: 'lost', isAccepted: true })
  const { id } = await invite(acme, { email })
  await attempted(id, 1)

  await rename(acme, 'Initech')
  await retryNow(id)
  await attempted(id, 2)

  expect(resend.refused.map(({ status }) => status)).not.toContain(409)
  expect(await queuedMails(id)).toEqual([])
})

test('a key that the provider has seen with another body counts as delivered', async () => {
  const acme = await createOrg('Acme')
  const email = uniqueEmail()
  resend.fail(email, 1, { status: 409, name: 'invalid_idempotent_request', message: 'other body' })
  logged.mockClear()

  const { id } = await invite(acme, { email })
  await attempted(id, 1)

  expect(await queuedMails(id)).toEqual([])
  expect(logged).not.toHaveBeenCalled()
})

test('a mail that is queued again replaces the earlier one', async () => {
  const acme = await createOrg('Acme')
  const email = uniqueEmail()
  resend.fail(email, 1)
  const { id } = await invite(acme, { email })
  await attempted(id, 1)

  await resendInvitation(acme.admin, id)
  await attempted(id, 2)
  await retryNow(id)
  await attempted(id, 3)

  const [failed, delivered, ...more] = resend.to(email)
  expect(more).toEqual([])
  expect(failed?.key).not.toBe(delivered?.key)
})

async function rename({ id }: { id: string }, name: string) {
  await asSystem('test', (tx) => tx.update(orgs).set({ name }).where(eq(orgs.id, id)))
}
