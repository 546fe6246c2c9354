import { AsyncResource } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { webRequests } from '@/db/web-request'
import { correctErrors, sendUnavailable } from './error-responses'

const MAX_RUNNING = 32
const MAX_WAITING = 500
const WAIT_MS = 1_000
const RUNNING_MS = 4_000
const BUSY = 0.9

const gated = new WeakSet<Server>()
const waiting = new Set<() => void>()
let running = 0

/**
 * Puts a gate in front of Next's handler (docs/decisions/outages.md). It limits how many requests run at
 * once, and corrects the responses of those that fail.
 */
export function installGate() {
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server }
    if (gated.has(server)) return
    gated.add(server)
    const handlers = server.listeners('request') as RequestListener[]
    server.removeAllListeners('request')
    server.on('request', (request, response) => {
      if (response.writableEnded) return
      const webRequest = { metOutage: false }
      const handle = () => {
        correctErrors(request, response, () => webRequest.metOutage)
        webRequests.run(webRequest, () => {
          for (const handler of handlers) handler.call(server, request, response)
        })
      }
      if (isExempt(request)) handle()
      else handleInTurn(request, response, handle)
    })
  })
}

// Files are cheap, and the health check tells whether the database responds.
function isExempt({ url = '' }: IncomingMessage) {
  return url.startsWith('/_next/static/') || url === '/api/health'
}

function handleInTurn(request: IncomingMessage, response: ServerResponse, handle: () => void) {
  // The turn comes inside another request, whose asynchronous context it must not get.
  const start = AsyncResource.bind(() => {
    leaveQueue()
    run(response, handle)
  })
  const refuse = () => {
    leaveQueue()
    sendUnavailable(request, response)
  }
  const leaveQueue = () => {
    clearTimeout(timer)
    waiting.delete(start)
    response.off('close', leaveQueue)
  }
  const timer = setTimeout(refuse, WAIT_MS)
  if (running < MAX_RUNNING) return start()
  if (waiting.size >= MAX_WAITING) return refuse()
  waiting.add(start)
  response.once('close', leaveQueue)
}

// A long request no longer counts, because it waits for the database or the network. It still counts while
// the event loop is busy: then the processor may be what it waits for.
function run(response: ServerResponse, handle: () => void) {
  running++
  let counts = true
  const stopCounting = () => {
    if (!counts) return
    counts = false
    clearInterval(timer)
    running--
    const [next] = waiting
    next?.()
  }
  const start = performance.eventLoopUtilization()
  const timer = setInterval(() => {
    if (performance.eventLoopUtilization(start).utilization < BUSY) stopCounting()
  }, RUNNING_MS).unref()
  response.once('close', stopCounting)
  const { writeHead } = response
  response.writeHead = (...args: [number]) => {
    stopCounting()
    return writeHead.apply(response, args)
  }
  handle()
}
