import { ENCODE_PASSWORD } from '@/lib/env'

type Target = { host: string; port: number; variable: string }
type ConnectionError = Error & { code?: string }

/** Names the host, the port, the reason and what to change, but never the password. Keeps the code. */
export function explainConnectionError(error: ConnectionError, target: Target): Error {
  const reason = `Cannot connect to PostgreSQL at ${target.host}:${target.port}: ${reasonOf(error)}.`
  const message = `${reason} ${cureOf(error, target.variable)}`.trimEnd()
  return Object.assign(new Error(message, { cause: error }), { code: error.code })
}

// A name such as localhost has several IP addresses. The error of all of them has an empty message.
function reasonOf(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message
  return error.errors.map(({ message }) => message).join(', ')
}

function cureOf(error: ConnectionError, variable: string): string {
  const { code = '', message } = error
  if (code === 'ECONNREFUSED') return `Check that it is running there, or correct ${variable}.`
  if (NAME_ERRORS.includes(code)) return `Correct the host in ${variable}. ${ENCODE_PASSWORD}.`
  if (LOGIN_ERRORS.includes(code)) {
    return `Correct the user or the password in ${variable}. ${ENCODE_PASSWORD}.`
  }
  if (code === '3D000') return `Create the database, or correct its name in ${variable}.`
  if (TLS_ERROR.test(`${code} ${message}`)) {
    return `Correct sslmode in ${variable}, or add sslrootcert=/path/to/ca.pem.`
  }
  return 'severity' in error ? '' : `Check ${variable} and the network.`
}

const NAME_ERRORS = ['ENOTFOUND', 'EAI_AGAIN']
// https://www.postgresql.org/docs/18/errcodes-appendix.html
const LOGIN_ERRORS = ['28P01', '28000']
const TLS_ERROR = /SSL|TLS|CERT/i
