import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { expect, test } from 'vitest'
import { readExport } from '@/db/operations/export/export-file'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { createProject } from '@/lib/projects/projects'
import { startSession } from '../../factories'
import { asLogin } from '../../queue'
import { newFile } from './deployment'
import { createFilledOrg } from './filled-org'
import { runCommand } from './run-command'

test('a file is for its owner alone, and one that is there stays', async () => {
  const acme = await createFilledOrg()
  const file = await newFile()

  const { code, stdout } = await runCommand('tenants-export', acme.slug, '--to', file).ended

  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining(`rows of ${acme.slug}`),
  })
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
  const before = await readFile(file)
  await expect(exportTenant(acme.slug, file)).rejects.toThrow('is there already')
  expect(await readFile(file)).toEqual(before)
  expect(await readdir(path.dirname(file))).toEqual([path.basename(file)])
})

test('it holds who the people are, and nothing that opens an account, nor of another org', async () => {
  const acme = await createFilledOrg()
  const globex = await createFilledOrg()
  const { token } = await startSession(acme.admin.user.id)
  const file = await newFile()

  await exportTenant(acme.slug, file)

  const text = gunzipSync(await readFile(file)).toString()
  for (const part of [acme.admin.user.email, acme.member.user.email, acme.slug, 'Apollo']) {
    expect(text).toContain(part)
  }
  for (const part of ['none: hashing', token, 'session', globex.id, globex.admin.user.id]) {
    expect(text).not.toContain(part)
  }
})

test('it shows one moment of an org that is written to, and moved, all the while', async () => {
  const acme = await createFilledOrg()
  const work = { done: false }
  const write = async () => {
    for (let time = 0; !work.done; time++) {
      await createProject(acme.admin, { name: `Project ${time}` })
    }
  }
  const move = async () => {
    for (let time = 0; !work.done; time++) {
      await moveTenants({ to: time % 2 ? 'row' : 'schema', slug: acme.slug })
    }
  }
  const working = Promise.all([write(), move()])
  working.catch(() => {}) // looked at below

  const counts: { projects: number; created: number }[] = []
  for (let time = 0; time < 8; time++) {
    const file = await newFile()
    await exportTenant(acme.slug, file)
    const count = { projects: 0, created: 0 }
    for await (const { table, values } of readExport(file)) {
      if (table === 'tenant.projects') count.projects++
      if (values.action === 'project.create') count.created++
    }
    counts.push(count)
  }
  work.done = true
  await working

  expect(counts.every(({ projects }) => projects >= 3)).toBe(true)
  expect(counts.filter(({ projects, created }) => projects !== created)).toEqual([])
  await moveTenants({ to: 'row', slug: acme.slug })
})

test('an export that is killed leaves no file of that name, and the next writes it', async () => {
  const acme = await createFilledOrg()
  const file = await newFile()
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
  await holder.query('begin; lock table tenant.projects in access exclusive mode')

  const first = runCommand('tenants-export', acme.slug, '--to', file)
  const waiting = `select from pg_locks where not granted and relation = 'tenant.projects'::regclass`
  while (!(await asLogin(waiting)).length);
  first.kill()
  await first.ended
  await holder.end()

  expect(await readdir(path.dirname(file))).toEqual([])
  expect(await exportTenant(acme.slug, file)).toBeGreaterThan(10)
})

test('a table of the system with rows of orgs has to be known', async () => {
  const acme = await createFilledOrg()
  const file = await newFile()
  await asLogin('create table api_keys (org_id uuid, id uuid, primary key (org_id, id))')

  await expect(exportTenant(acme.slug, file)).rejects.toThrow(
    'public.api_keys has an org_id: say in db/operations/export/org-rows.ts whether its rows travel.',
  )

  expect(await readdir(path.dirname(file))).toEqual([])
  await asLogin('drop table api_keys')
})

test.each([
  { args: [], answer: 'npm run tenants:export -- acme' },
  { args: ['acme', 'globex'], answer: 'npm run tenants:export -- acme' },
  { args: ['nowhere'], answer: 'There is no organization at nowhere.' },
])('arguments $args are answered with a sentence', async ({ args, answer }) => {
  const { code, stderr } = await runCommand('tenants-export', ...args).ended

  expect(code).toBe(1)
  expect(stderr).toContain(answer)
})
