import type { Received } from '../../e2e/support/send'
import type { FuzzedRequest } from './requests'

/** Texts that show how the server is built. */
const INTERNALS = [/^\s*at .+:\d+:\d+\)?$/m, /node_modules|postgres(ql)?:\/\//, /select .+ from "/]

/** What is wrong with a response. `secrets` are values that only the server knows. */
export function faultsIn(request: FuzzedRequest, received: Received, secrets: string[]): string[] {
  const { status, headers, text } = received
  const isOverloaded = status === 503 && Number(headers['retry-after']) > 0
  const mayFail = status === 0 && mayBeDisconnected(request)
  const isFailure = status === 0 || status >= 500
  return [
    ...(isFailure && !isOverloaded && !mayFail ? [`status ${status}: ${text.slice(0, 200)}`] : []),
    ...INTERNALS.flatMap((pattern) => pattern.exec(text)?.[0] ?? []),
    ...secrets.filter((secret) => text.includes(secret)),
  ]
}

/** Local mode disconnects other hosts. Node disconnects a client that still sends a large body. */
function mayBeDisconnected({ headers, body }: FuzzedRequest) {
  const isLarge = body && 'content' in body && body.content.length > 100_000
  return 'host' in headers || isLarge
}

/** What Next logs by itself. */
const EXPECTED_IN_LOG = [
  // A client that disconnects, as those above.
  /^(⨯ uncaughtException: +)?Error: aborted/,
  // A prefetch with `next-router-prefetch: 2`, which this app does not use.
  /^Error: Route ".*unstable value `crypto.getRandomValues\(\)` while prerendering/,
]

/** The first lines of the errors in the server's output, each kind once. */
export function errorsIn(log: string): string[] {
  const lines = log.split('\n').filter((line) => /^\S.*error|^⨯/i.test(line))
  const errors = lines.filter((line) => !EXPECTED_IN_LOG.some((pattern) => pattern.test(line)))
  return [...new Set(errors.map((line) => line.slice(0, 200)))]
}
