import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { refuseRequest } from '@/lib/server/refuse-request'

const PREFETCH = '/acme/team.segments/_tree.segment.rsc'

const TREE = ['', { children: [['orgSlug', 'acme', 'd', null], {}] }, null, null, 16]
const stateOf = (tree: unknown) => ({
  'next-router-state-tree': encodeURIComponent(JSON.stringify(tree)),
})

test.each([
  ['TRACE', '/acme/team', {}, 405],
  ['POST', PREFETCH, {}, 405],
  ['POST', '/acme/team', { 'next-router-segment-prefetch': '/_tree' }, 405],
  ['GET', '/acme/team', { host: '\xef\xac\x83' }, 400],
  ['GET', '/acme/team', { 'x-forwarded-host': '\xef\xac' }, 400],
  ['GET', '/acme/team', { host: 'app.example.com', 'x-forwarded-host': 'a%0-' }, 400],
  ['GET', '/acme/team', { 'x-forwarded-host': 'app.example.com:443, proxy' }, undefined],
  ['GET', PREFETCH, stateOf([]), 400],
  ['GET', '/acme/team', stateOf(['', { children: ['team'] }]), 400],
  ['GET', '/acme/team', { 'next-router-state-tree': '%' }, 400],
  ['GET', '/acme/team', stateOf(TREE), undefined],
  ['GET', '/acme/team', stateOf(['', {}]), undefined],
  ['POST', '/acme/team', {}, undefined],
  ['GET', PREFETCH, {}, undefined],
  ['GET', '/acme/team', { 'next-router-segment-prefetch': '/_tree' }, undefined],
])('%s %s with %j: %s', (method, url, headers, status) => {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, url, headers })
  const response = new ServerResponse(request)
  refuseRequest(request, response)
  expect(response.writableEnded ? response.statusCode : undefined).toBe(status)
})
