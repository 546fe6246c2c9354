import { spawnSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { readSize } from '@/lib/cli/seed-many'
import { isSlug } from '@/lib/tenancy/slugs'
import { all, counts } from './seed-contents'

vi.setConfig({ testTimeout: 60_000 })

test('prints its progress line by line without a terminal', async () => {
  const { stdout, stderr, status } = run('--orgs', '3', '--members', '4')

  expect(stderr).toContain('3 of 3 organizations')
  expect(stdout).toMatch(/Sign in as person-\d+@example.com, password "password"/)
  expect(status).toBe(0)
  const slugs = await all<{ slug: string }>('select slug from orgs')
  expect(slugs.filter(({ slug }) => !isSlug(slug))).toEqual([])
  expect(slugs).toHaveLength(5)
})

test('writes nothing outside local mode', async () => {
  const before = await counts()
  vi.stubEnv('LOCAL_MODE', '0')
  vi.stubEnv('RESEND_API_KEY', 're_test')
  vi.stubEnv('MAIL_FROM', 'hello@example.com')

  const { stderr, status } = run('--orgs', '3', '--members', '4')

  vi.unstubAllEnvs()
  expect(stderr).toContain('Only local mode can be seeded. Nothing was written.')
  expect(status).toBe(1)
  expect(await counts()).toEqual(before)
})

test.each([
  [['--orgs', '0', '--members', '4'], '--orgs must be a number'],
  [['--orgs', 'many', '--members', '4'], '--orgs must be a number'],
  [['--orgs', '1.5', '--members', '4'], '--orgs must be a number'],
  [['--orgs', '10'], '--members must be a number'],
  [['--members', '10'], '--orgs must be a number'],
  [['--orgs', '-1', '--members', '4'], '--orgs'],
  [['--org', '10'], '--org'],
  [['10'], '10'],
])('refuses %j', (args, problem) => {
  expect(() => readSize(args)).toThrow(problem)
})

test('accepts two numbers or no arguments', () => {
  expect(readSize(['--orgs', '1000', '--members', '100'])).toEqual({ orgs: 1000, members: 100 })
  expect(readSize([])).toBeUndefined()
})

/** Runs `npm run db:seed` with these arguments on the database of the tests. */
function run(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'lib/cli/db-seed.ts', ...args], {
    encoding: 'utf8',
  })
}
