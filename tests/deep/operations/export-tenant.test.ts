import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { expect, test } from 'vitest'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { readExport } from '@/db/operations/export/read-export'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { createProject } from '@/lib/projects/projects'
import { startSession } from '../../factories'
import { asLogin } from '../../queue'
import { runCommand } from '../../run-command'
import { newFilePath } from './deployment'
import { createOrgWithRows } from './org-with-rows'

test('only the owner can read the file, and an existing file is not replaced', async () => {
  const acme = await createOrgWithRows()
  const file = await newFilePath()

  const { code, stdout } = await runCommand('tenants-export', acme.slug, '--to', file).ended

  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining(`rows of ${acme.slug}`),
  })
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
  const before = await readFile(file)
  await expect(exportTenant(acme.slug, file)).rejects.toThrow('already exists')
  expect(await readFile(file)).toEqual(before)
  expect(await readdir(path.dirname(file))).toEqual([path.basename(file)])
})

test('the file contains names and emails, but no secrets and no other org', async () => {
  const acme = await createOrgWithRows()
  const globex = await createOrgWithRows()
  const { token } = await startSession(acme.admin.user.id)
  const file = await newFilePath()

  await exportTenant(acme.slug, file)

  const text = gunzipSync(await readFile(file)).toString()
  for (const part of [acme.admin.user.email, acme.member.user.email, acme.slug, 'Apollo']) {
    expect(text).toContain(part)
  }
  for (const part of ['none: hashing', token, 'session', globex.id, globex.admin.user.id]) {
    expect(text).not.toContain(part)
  }
})

test('the file is one snapshot of an org that is written to and moved during the export', async () => {
  const acme = await createOrgWithRows()
  const state = { done: false }
  const write = async () => {
    for (let time = 0; !state.done; time++) {
      await createProject(acme.admin, { name: `Project ${time}` })
    }
  }
  const move = async () => {
    for (let time = 0; !state.done; time++) {
      await moveTenants({ to: time % 2 ? 'row' : 'schema', slug: acme.slug })
    }
  }
  const working = Promise.all([write(), move()])
  working.catch(() => {}) // awaited below

  const counts: { projects: number; created: number }[] = []
  for (let time = 0; time < 8; time++) {
    const file = await newFilePath()
    await exportTenant(acme.slug, file)
    const count = { projects: 0, created: 0 }
    for await (const { table, values } of readExport(file)) {
      if (table === 'tenant.projects') count.projects++
      if (values.action === 'project.create') count.created++
    }
    counts.push(count)
  }
  state.done = true
  await working

  expect(counts.every(({ projects }) => projects >= 3)).toBe(true)
  expect(counts.filter(({ projects, created }) => projects !== created)).toEqual([])
  await moveTenants({ to: 'row', slug: acme.slug })
})

test('a killed export leaves no file, and can be run again', async () => {
  const acme = await createOrgWithRows()
  const file = await newFilePath()
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query('begin; lock table tenant.projects in access exclusive mode')

  const first = runCommand('tenants-export', acme.slug, '--to', file)
  const waiting = `select from pg_locks where not granted and relation = 'tenant.projects'::regclass`
  while (!(await asLogin(waiting)).length);
  first.kill()
  await first.ended
  await client.end()

  expect(await readdir(path.dirname(file))).toEqual([])
  expect(await exportTenant(acme.slug, file)).toBeGreaterThan(10)
})

test('an unknown system table with an org_id is an error', async () => {
  const acme = await createOrgWithRows()
  const file = await newFilePath()
  await asLogin('create table api_keys (org_id uuid, id uuid, primary key (org_id, id))')

  await expect(exportTenant(acme.slug, file)).rejects.toThrow(
    'public.api_keys has an org_id. Decide in db/operations/export/org-rows.ts whether its rows are exported.',
  )

  expect(await readdir(path.dirname(file))).toEqual([])
  await asLogin('drop table api_keys')
})

test.each([
  { args: [], message: 'npm run tenants:export -- acme' },
  { args: ['acme', 'globex'], message: 'npm run tenants:export -- acme' },
  { args: ['nowhere'], message: 'No organization has the slug nowhere.' },
])('the arguments $args are rejected', async ({ args, message }) => {
  const { code, stderr } = await runCommand('tenants-export', ...args).ended

  expect(code).toBe(1)
  expect(stderr).toContain(message)
})
