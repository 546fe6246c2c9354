import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { sendWithSmtp } from '@/lib/mail/smtp'
import { uniqueEmail } from '../factories'

process.env.MAIL_FROM = 'Acme <hello@example.com>'

const received: (ParsedMail & { recipients: string[]; isEncrypted: boolean })[] = []
const refusals = new Map<string, { code: number; message: string }>()

const server = new SMTPServer({
  onAuth: ({ username, password }, _session, done) =>
    username === 'user' && password === 'p@ss:word'
      ? done(null, { user: username })
      : done(new Error('Invalid username or password')),
  onRcptTo: ({ address }, _session, done) => {
    const refusal = refusals.get(address)
    done(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }))
  },
  onData: async (stream, session, done) => {
    const mail = await simpleParser(stream)
    const recipients = session.envelope.rcptTo.map(({ address }) => address)
    received.push({ ...mail, recipients, isEncrypted: session.secure })
    done()
  },
})
server.on('error', () => {})
const port = await listen(server)
const withoutTls = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  onAuth: (_auth, _s, done) => done(null, { user: 'user' }),
})
withoutTls.on('error', () => {})
const portWithoutTls = await listen(withoutTls)
afterAll(() => {
  server.close()
  withoutTls.close()
})

const url = (userInfo = 'user:p%40ss%3Aword', to = port) =>
  `smtp://${userInfo}@localhost:${to}?tls.rejectUnauthorized=false`

const mail = {
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello in text',
  key: 'invitation/1/1',
}

test('a mail arrives through TLS, with HTML and text', async () => {
  const to = uniqueEmail()

  await sendWithSmtp({ ...mail, to }, url())

  expect(receivedBy(to)).toMatchObject([
    {
      isEncrypted: true,
      recipients: [to],
      subject: 'Hello',
      html: '<p>Hello</p>',
      text: 'Hello in text',
      from: { value: [{ name: 'Acme', address: 'hello@example.com' }] },
      to: { value: [{ name: '', address: to }] },
    },
  ])
})

test('all attempts have the same Message-ID, and other mails another', async () => {
  const to = uniqueEmail()

  await sendWithSmtp({ ...mail, to }, url())
  await sendWithSmtp({ ...mail, to }, url())
  await sendWithSmtp({ ...mail, to, key: 'invitation/1/2' }, url())

  const ids = receivedBy(to).map(({ messageId }) => messageId)
  expect(ids[0]).toMatch(/^<[0-9a-f]{64}@localhost>$/)
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
})

test('a subject and a recipient cannot add headers or recipients', async () => {
  const to = uniqueEmail()
  const subject = 'Hello\r\nBcc: all@example.com\r\n\r\nbody'

  await sendWithSmtp({ ...mail, to, subject }, url())
  const attempt = sendWithSmtp({ ...mail, to: `${to}>, <all@example.com` }, url())
  await attempt.catch(() => {})

  const [sent] = receivedBy(to)
  expect(sent?.recipients).toEqual([to])
  expect(sent?.bcc).toBeUndefined()
  expect(sent?.text).toBe('Hello in text')
  expect(received.flatMap(({ recipients }) => recipients)).not.toContain('all@example.com')
})

test.each([
  { code: 450, isPermanent: false },
  { code: 550, isPermanent: true },
])('after $code the failure is permanent: $isPermanent', async ({ code, isPermanent }) => {
  const to = uniqueEmail()
  refusals.set(to, { code, message: 'no\nmailbox' })

  await expect(sendWithSmtp({ ...mail, to }, url())).rejects.toMatchObject({
    name: 'JobError',
    message: expect.stringMatching(/^SMTP: .*no/),
    isPermanent,
  })
  expect(receivedBy(to)).toEqual([])
})

test('a wrong password and an unreachable server can be corrected, so the mail is kept', async () => {
  const to = uniqueEmail()
  for (const wrong of [url('user:wrong'), 'smtp://localhost:1']) {
    await expect(sendWithSmtp({ ...mail, to }, wrong)).rejects.toMatchObject({
      name: 'JobError',
      isPermanent: false,
    })
  }
})

test('a password is not sent without TLS', async () => {
  const to = uniqueEmail()
  await expect(sendWithSmtp({ ...mail, to }, url(undefined, portWithoutTls))).rejects.toMatchObject(
    {
      message: expect.stringContaining('STARTTLS'),
    },
  )
})

async function listen(smtp: SMTPServer): Promise<number> {
  const listening = smtp.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return (listening.address() as AddressInfo).port
}

const receivedBy = (email: string) =>
  received.filter(({ recipients }) => recipients.some((one) => one.includes(email)))
