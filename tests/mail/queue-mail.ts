import { asSystem } from '@/db/transactions'
import { addMail } from '@/lib/jobs/add-job'
import { createUser } from '../factories'

/** Queues a mail about a new account. Returns the id of the account, by which tests find the job. */
export async function queueMail(to: string): Promise<{ id: string }> {
  const { id, name } = await createUser('Ann')
  const device = { device: 'Firefox on Windows', ipAddress: '203.0.113.7' }
  await asSystem('test', (tx) => addMail(tx, { mail: 'new-device', to, id, name, ...device }))
  return { id }
}
