import { Agent, get } from 'node:http'
import type { Server } from './server'

export type Page = {
  name: string
  server: Server
  path: string
  headers: Record<string, string>
  /** Texts that every body contains. */
  expected: string[]
}

export type Load = { requestsPerSecond: number; cpuMs: number; latencyMs: number; rssMB: number }

/**
 * Sends one request after the other on each connection, for at least this time and this many in all. Throws if
 * a response is not the page.
 */
export async function load(
  page: Page,
  connections: number,
  seconds: number,
  requests = 0,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  const before = await page.server.usage()
  const start = performance.now()
  const isOver = () => performance.now() - start >= seconds * 1000 && latencies.length >= requests
  const send = async () => {
    while (!isOver()) {
      const sent = performance.now()
      await fetchPage(page, agent)
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, send))
  const elapsed = performance.now() - start
  const after = await page.server.usage()
  agent.destroy()
  return {
    requestsPerSecond: latencies.length / (elapsed / 1000),
    cpuMs: (after.cpuMs - before.cpuMs) / latencies.length,
    latencyMs: median(latencies),
    rssMB: after.rssMB,
  }
}

export async function fetchPage(page: Page, agent?: Agent): Promise<string> {
  const { status, body } = await request(page, agent)
  const isWhole = [...page.expected, '</html>'].every((text) => body.includes(text))
  if (status === 200 && isWhole) return body
  throw new Error(`${page.path} returned another page with status ${status}:\n${body.slice(-2000)}`)
}

function request({ server, path, headers }: Page, agent?: Agent) {
  return new Promise<{ status?: number; body: string }>((resolve, reject) => {
    get(server.url + path, { agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() })
      })
    }).on('error', reject)
  })
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
