import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('each line of the field reports names a test that exists, or says that there is none', () => {
  const lines = readFileSync('docs/field-reports.md', 'utf8').split('\n')
  const tests = lines
    .filter((line) => /^\| .*#\d/.test(line))
    .map((line) => line.split('|').at(-2)?.trim() ?? '')
  expect(tests.length).toBeGreaterThan(30)
  expect(tests.filter((name) => name !== 'not yet' && !existsSync(name))).toEqual([])
})
