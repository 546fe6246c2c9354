import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { readGitHubUser } from '@/lib/oauth/github'
import { readProfile } from '@/lib/oauth/identity'

const user = { id: 1, login: 'annq', name: null, email: 'public@example.com' }
const primary = { email: 'ann@example.com', primary: true, verified: true }
const other = { email: 'other@example.com', primary: false, verified: true }

test('the email is the primary one if GitHub has verified it, not the public one', async () => {
  expect(await read([other, primary])).toMatchObject({ email: 'ann@example.com', name: 'annq' })
  expect(await read([other, { ...primary, verified: false }])).toMatchObject({ email: null })
  expect(await read([other])).toMatchObject({ email: null })
})

test('a refused token is an error', async () => {
  await expect(readGitHubUser('wrong', await startApi([]))).rejects.toThrow(
    'GitHub responded to /user',
  )
})

async function read(emails: object[]) {
  const profile = await readGitHubUser('token', await startApi(emails))
  return readProfile({ id: 'github', name: 'GitHub' }, '1', profile)
}

/** Responds as GitHub does to the token `token`. Returns its URL. */
async function startApi(emails: object[]) {
  const bodies: Record<string, unknown> = { '/user': user, '/user/emails': emails }
  const server = createServer((request, response) => {
    const isAllowed = request.headers.authorization === 'Bearer token'
    response.writeHead(isAllowed ? 200 : 401, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(isAllowed ? bodies[request.url ?? ''] : {}))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  return `http://127.0.0.1:${port}`
}
