import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { onRequest } from '@/lib/server/requests'
import { receive } from './receive'

test('a request is handled once, also if its headers are sent to the server again', async () => {
  const handled: IncomingMessage[] = []
  onRequest((request) => void handled.push(request))

  const headers = await receive({ 'X-Forwarded-For': '8.8.8.8' }, () => {})
  await receive(headers, () => {})
  expect(handled).toHaveLength(1)

  await receive({ ...headers, 'x-received-by': 'guessed' }, () => {})
  expect(handled).toHaveLength(2)
})
