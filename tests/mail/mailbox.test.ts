import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { brand } from '@/lib/brand'
import { findInMailbox, listMailbox, putIntoMailbox } from '@/lib/mail/mailbox'
import { sendMail } from '@/lib/mail/send-mail'
import { uniqueEmail } from '../factories'
import { queuedMails } from '../queue'
import { queueMail } from './queue-mail'

const dataDir = await mkdtemp(path.join(tmpdir(), 'mailbox-'))
process.env.DATA_DIR = dataDir

afterAll(() => rm(dataDir, { recursive: true }))

test('without RESEND_API_KEY a mail is stored in the mailbox, once even if it is delivered twice', async () => {
  const email = uniqueEmail()
  const { id } = await queueMail(email)
  await queueMail(email)

  const [job] = await queuedMails(id)
  if (!job) throw new Error('The mail is missing.')
  const attempt = { key: `new-device/${id}/1`, queuedAt: new Date() }
  await sendMail(job, attempt)
  await sendMail(job, attempt)

  expect(await mailsTo(email)).toMatchObject([
    {
      key: `new-device/${id}/1`,
      subject: `New sign-in to your ${brand.name} account: Firefox on Windows`,
      sentAt: expect.any(Date),
    },
  ])
  const files = await readdir(path.join(dataDir, 'mailbox'))
  expect(files).toEqual([`new-device%2F${id}%2F1.json`])
})

test('a mail is found by the id in the list', async () => {
  const to = uniqueEmail()
  const mail = { to, subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' }
  await putIntoMailbox({ ...mail, key: 'one/1' })
  await putIntoMailbox({ ...mail, key: 'two/2' })

  const listed = await mailsTo(to)

  expect(listed.map(({ key }) => key).sort()).toEqual(['one/1', 'two/2'])
  for (const entry of listed) expect(await findInMailbox(entry.id)).toEqual(entry)
})

test('an id cannot point to a file outside the mailbox', async () => {
  for (const id of ['', '.', '..', '../auth-secret', '/etc/passwd', 'nothing', 'a\0b']) {
    expect(await findInMailbox(id)).toBeNull()
  }
})

/** The mails in the mailbox to an email. */
async function mailsTo(email: string) {
  return (await listMailbox()).filter(({ to }) => to === email)
}
