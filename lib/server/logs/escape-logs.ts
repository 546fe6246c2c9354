import { format } from 'node:util'

const METHODS = ['debug', 'error', 'info', 'log', 'warn'] as const

type Log = Pick<Console, (typeof METHODS)[number]>

/**
 * Log entries contain values from requests. Escapes control characters, and indents all lines of an entry
 * but the first, so that a value can neither control a terminal nor look like another entry.
 */
export function escapeLogs(log: Log = console) {
  for (const method of METHODS) {
    const write = log[method].bind(log)
    log[method] = (...values) => write('%s', escapeEntry(format(...values)))
  }
}

function escapeEntry(text: string): string {
  return text
    .replace(CONTROLS, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\n', '\n    ')
}

// Next colors its entries on a terminal.
const COLOR = '\\u001b\\[[\\d;]*m'
const CONTROLS = new RegExp(
  `(?!\\n|\\t${process.stdout.isTTY || process.env.FORCE_COLOR ? `|${COLOR}` : ''})[\\p{Cc}\\p{Bidi_Control}\\u2028\\u2029]`,
  'gu',
)
