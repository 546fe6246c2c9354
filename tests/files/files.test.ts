import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { localFiles } from '@/lib/files/local-files'
import { s3Files } from '@/lib/files/s3-files'

const ACCESS_KEY = 'AKIATESTS'
const SECRET = 'a secret that only this test knows'
const REGION = 'eu-central-1'

const folder = await mkdtemp(path.join(tmpdir(), 'files-'))
const stored = new Map<string, { bytes: Buffer; type?: string }>()

// An S3 server. It computes each signature itself, so a wrong one of the client is refused.
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const { method, url = '', headers } = request
  if (!isSigned(request, bytes)) return response.writeHead(403).end()
  if (!url.startsWith('/people/')) return response.writeHead(404).end()
  if (method === 'PUT') stored.set(url, { bytes, type: headers['content-type'] })
  if (method === 'DELETE') return response.writeHead(stored.delete(url) ? 204 : 404).end()
  const found = stored.get(url)
  response.writeHead(found ? 200 : 404).end(method === 'GET' ? found?.bytes : '')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
const keys = { region: REGION, accessKeyId: ACCESS_KEY, secretAccessKey: SECRET }

afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

describe.each([
  ['a folder', localFiles(folder)],
  ['a bucket', s3Files({ endpoint, bucket: 'people', ...keys })],
])('%s', (_, files) => {
  const textOf = async (key: string) => Buffer.from((await files.read(key)) ?? []).toString()

  test('has what was written, until it is deleted', async () => {
    const [ann, bob] = ['pictures/ann.webp', 'pictures/bob.webp']
    expect(await files.read(ann)).toBeNull()
    await files.write(ann, Buffer.from('first'), 'image/webp')
    await files.write(bob, Buffer.from('other'), 'image/webp')
    await files.write(ann, Buffer.from('second'), 'image/webp')

    expect(await textOf(ann)).toBe('second')
    await files.delete(ann)
    await files.delete(ann)
    expect(await files.read(ann)).toBeNull()
    expect(await textOf(bob)).toBe('other')
  })
})

test('a folder has no parts of files', async () => {
  await localFiles(folder).write('parts/ann.webp', Buffer.from('whole'), 'image/webp')
  expect(await readdir(path.join(folder, 'parts'))).toEqual(['ann.webp'])
})

test('a bucket has the content type, and is the first folder of the URL', async () => {
  const bytes = Buffer.from('whole')
  await s3Files({ endpoint, bucket: 'people', ...keys }).write(
    'types/ann.webp',
    bytes,
    'image/webp',
  )
  expect(stored.get('/people/types/ann.webp')).toEqual({ bytes, type: 'image/webp' })
})

test('a wrong key and a missing bucket are errors, without the key', async () => {
  const wrongKey = s3Files({ endpoint, bucket: 'people', ...keys, secretAccessKey: 'wrong' })
  await expect(wrongKey.read('pictures/bob.webp')).rejects.toThrow(
    new Error('The file storage refused to GET a file: 403.'),
  )
  const missing = s3Files({ endpoint, bucket: 'missing', ...keys })
  await expect(missing.write('a', Buffer.from('a'), 'image/webp')).rejects.toThrow(
    new Error('The file storage refused to PUT a file: 404.'),
  )
})

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function isSigned({ method, url, headers }: IncomingMessage, bytes: Buffer): boolean {
  const header = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\S+)$/
  const [, credential, signed = '', signature] = header.exec(headers.authorization ?? '') ?? []
  const date = String(headers['x-amz-date'])
  const scope = [date.slice(0, 8), REGION, 's3', 'aws4_request']
  const declared = headers['x-amz-content-sha256']
  const hash = declared === 'UNSIGNED-PAYLOAD' ? declared : sha256(bytes)
  const signedHeaders = signed.split(';').map((name) => `${name}:${headers[name]}\n`)
  const request = [method, url, '', signedHeaders.join(''), signed, hash].join('\n')
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(request)].join('\n')
  const key = scope.reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${SECRET}`)
  const isOurs = credential === [ACCESS_KEY, ...scope].join('/')
  return isOurs && hmac(key, text).toString('hex') === signature
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')

const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
