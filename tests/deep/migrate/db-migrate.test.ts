import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { listProjects } from '@/lib/projects/projects'
import { createOrgs, lockOrg, outdate } from '../../db/migrate/tenants'
import { schemaOf, type TestOrg } from '../../factories'

vi.hoisted(() => {
  process.env.TENANT_ISOLATION = 'schema'
})
vi.setConfig({ testTimeout: 60_000 })

test('--dry-run lists outdated orgs, and --tenant migrates one', async () => {
  const orgs = await createOrgs(3)
  for (const org of orgs) await outdate(org)

  const dryRun = await run('--dry-run')
  expect(dryRun.code).toBe(0)
  for (const org of orgs) {
    expect(dryRun.output).toContain(`outdated: ${org.admin.org.slug} (${schemaOf(org)})\n`)
  }
  expect(dryRun.output).toContain('Nothing was changed.')
  expect((await listUnmigrated()).tenants).toEqual(orgs.map(schemaOf).sort())

  const [first, ...others] = orgs as [TestOrg, ...TestOrg[]]
  expect(await run('--tenant', first.admin.org.slug)).toMatchObject({ code: 0 })
  expect((await listUnmigrated()).tenants).toEqual(others.map(schemaOf).sort())

  expect(await run('--tenant', 'no-such-org')).toMatchObject({
    code: 1,
    output: expect.stringContaining('No organization has the slug no-such-org.'),
  })
  expect(await run()).toMatchObject({
    code: 0,
    output: expect.stringContaining('The database is up to date.'),
  })
  expect(await run('--dry-run')).toMatchObject({ output: 'The database is up to date.\n' })
})

test('a killed migration can be run again', async () => {
  const orgs = await createOrgs(6)
  for (const org of orgs) await outdate(org)
  const [locked, ...others] = orgs.toSorted((a, b) => (schemaOf(a) < schemaOf(b) ? -1 : 1)) as [
    TestOrg,
    ...TestOrg[],
  ]
  const release = await lockOrg(locked)

  const { child, ended } = start()
  while ((await listUnmigrated()).tenants.length > 1) {}
  child.kill('SIGKILL')
  await ended
  await release()

  expect((await listUnmigrated()).tenants).toEqual([schemaOf(locked)])
  expect(await run()).toMatchObject({ code: 0 })
  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
  for (const org of others) expect(await listProjects(org.admin)).toMatchObject({ total: 0 })
})

/** Starts `npm run db:migrate` in a child process. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/db-migrate.ts', ...args])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, output })) }
}

const run = (...args: string[]) => start(...args).ended
