import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { refuseMethod } from '@/lib/server/refuse-method'

const PREFETCH = '/acme/team.segments/_tree.segment.rsc'

test.each([
  ['TRACE', '/acme/team', {}, 405],
  ['POST', PREFETCH, {}, 405],
  ['POST', '/acme/team', { 'next-router-segment-prefetch': '/_tree' }, 405],
  ['POST', '/acme/team', {}, undefined],
  ['GET', PREFETCH, {}, undefined],
  ['GET', '/acme/team', { 'next-router-segment-prefetch': '/_tree' }, undefined],
])('%s %s with %j: %s', (method, url, headers, status) => {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, url, headers })
  const response = new ServerResponse(request)
  refuseMethod(request, response)
  expect(response.writableEnded ? response.statusCode : undefined).toBe(status)
})
