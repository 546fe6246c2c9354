import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createDatabase, importWith } from '../../db/fixtures/own-database'

vi.setConfig({ testTimeout: 60_000 })

test.each(['DATABASE_URL', 'DATABASE_URL_DIRECT'])('db:migrate needs only %s', async (name) => {
  const database = await createDatabase('createrole')
  const { run } = await createCheckout()

  const migrated = await run('db-migrate', { [name]: database.url, ...rolesOf(database) })

  expect(migrated).toEqual({ code: 0, output: 'The database is up to date.\n' })
  expect(await (await importWith(database)).isMigrated()).toBe(true)
})

test('with NODE_ENV=production commands read the .env files of `next start`', async () => {
  const database = await createDatabase('createrole')
  const { folder, run } = await createCheckout()
  await writeFile(path.join(folder, '.env.production'), `DATABASE_URL=${database.url}`)

  const migrated = await run('db-migrate', { NODE_ENV: 'production', ...rolesOf(database) })

  expect(migrated).toEqual({ code: 0, output: 'The database is up to date.\n' })
  expect(await (await importWith(database)).isMigrated()).toBe(true)
})

test.each([
  ['.env.production', 'postgres://there/acme'],
  ['.env.production.local', 'postgres://there/acme'],
  ['.env.development', 'postgres://here/acme'],
])('without NODE_ENV a database only in %s is not guessed', async (file, url) => {
  const { folder, run } = await createCheckout()
  await writeFile(path.join(folder, file), `DATABASE_URL=${url}`)

  for (const name of ['db-migrate', 'worker', 'tenants-move']) {
    expect(await run(name, {})).toEqual({
      code: 1,
      output: expect.stringContaining(
        'The .env files give DATABASE_URL one value for production and another for development. Set NODE_ENV=production',
      ),
    })
  }
})

test('without NODE_ENV the worker guesses no other variable either', async () => {
  const { folder, run } = await createCheckout()
  await writeFile(path.join(folder, '.env.production'), 'MAIL_FROM=Acme <hello@acme.example>')

  expect((await run('worker', {})).output).toContain('The .env files give MAIL_FROM one value')
})

test.each(['db-migrate', 'worker'])('%s names the host and port that refuse it', async (name) => {
  const { run } = await createCheckout()

  const { code, output } = await run(name, {
    APP_URL: 'https://app.example.com',
    AUTH_SECRET: 'x'.repeat(32),
    RESEND_API_KEY: 're_123',
    MAIL_FROM: 'hello@acme.example',
    DATABASE_URL: 'postgres://ann:hunter2@localhost:9/acme',
  })

  expect(code).toBe(1)
  expect(output).toMatch(/Cannot connect to PostgreSQL at localhost:9: .*ECONNREFUSED 127.0.0.1:9/)
  expect(output).not.toContain('hunter2')
})

const rolesOf = ({ roles }: { roles: { user: string; system: string } }) => ({
  DATABASE_USER_ROLE: roles.user,
  DATABASE_SYSTEM_ROLE: roles.system,
})

/** Creates a folder with links to our code, without .env files. `run` runs a command there. */
async function createCheckout() {
  const folder = await mkdtemp(path.join(tmpdir(), 'release-job-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const files = ['node_modules', 'package.json', 'tsconfig.json']
  for (const name of ['app', 'components', 'db', 'emails', 'lib', ...files]) {
    await symlink(path.resolve(name), path.join(folder, name))
  }
  const run = async (name: string, variables: Record<string, string>) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `lib/cli/${name}.ts`], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...variables } as unknown as NodeJS.ProcessEnv,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
    const [code] = await once(child, 'close')
    return { code, output }
  }
  return { folder, run }
}
