import { Console } from 'node:console'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { escapeLogs } from '@/lib/server/logs/escape-logs'

const HOSTILE = 'a\nERROR forged\r\u001b[2J\u009b31m\u202e\u2028\0b'

const ESCAPED = 'a\n    ERROR forged\\u000d\\u001b[2J\\u009b31m\\u202e\\u2028\\u0000b'

test.each(['debug', 'error', 'info', 'log', 'warn'] as const)(
  'console.%s writes no control characters and indents all lines but the first',
  (method) => {
    expect(logged((log) => log[method](HOSTILE))).toBe(`${ESCAPED}\n`)
    expect(logged((log) => log[method]('%s:', HOSTILE, 1))).toBe(`${ESCAPED}: 1\n`)
  },
)

test('the message of an error and of its cause are escaped too', () => {
  const error = new Error(HOSTILE, { cause: new Error(`cause ${HOSTILE}`) })

  const output = logged((log) => log.error(error))

  expect(output).toContain(`Error: ${ESCAPED}`)
  expect(output).toContain(`cause ${ESCAPED.split('\n')[0]}`)
  expect(output).not.toMatch(/[^\n\P{Cc}]/u)
  expect(output.trimEnd().split('\n').slice(1)).not.toContainEqual(expect.stringMatching(/^\S/))
})

/** What `write` writes to a console with escaped entries. */
function logged(write: (log: Console) => void): string {
  const stream = new PassThrough()
  const log = new Console(stream)
  escapeLogs(log)
  write(log)
  return String(stream.read())
}
