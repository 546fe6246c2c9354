import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server. `behavior` says what it does with the mails to an email. */
export async function startSmtp() {
  const received: (ParsedMail & { recipient: string })[] = []
  const behavior = new Map<string, 'refuse' | 'hang' | 'accept'>()
  const hanging: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const refused = behavior.get(address) === 'refuse'
      done(refused ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null)
    },
    onData: async (stream, { envelope }, done) => {
      const mail = await simpleParser(stream)
      const recipient = envelope.rcptTo[0]?.address ?? ''
      if (behavior.get(recipient) === 'hang') return void hanging.push(recipient)
      received.push({ ...mail, recipient })
      done()
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    behavior,
    hanging,
    to: (email: string) => received.filter(({ recipient }) => recipient === email),
    stop: () => server.close(),
  }
}
