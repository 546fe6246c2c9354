import { and, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { pool } from '@/db/client'
import { memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { exportActivity } from '@/lib/audit/export-activity'
import type { OrgScope } from '@/lib/orgs/scope'
import { createOrg } from '../factories'
import { insertEntries, insertManyEntries } from './insert-entries'

const DAY = { from: '2020-01-01', to: '2020-01-01' }
const HEADER = 'Time (UTC),Member,Member ID,Action,Description,Subject ID,IP address'

test('the export contains one line per filtered entry of the org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const id = '0197a2e4-5b1c-4c7e-9d3a-2f8e6b4a1c00'
  const entry = {
    actorId: id,
    subjectId: id,
    data: { name: 'Solar "roof", flat' },
    createdAt: new Date('2020-01-01T10:20:30.456Z'),
  }
  await insertEntries(acme, [entry, { ...entry, action: 'project.delete' }])
  await insertEntries(globex, [entry])

  const csv = await read(await exportActivity(acme.admin, { ...DAY, action: 'project.create' }))
  expect(csv).toBe(
    `\uFEFF${HEADER}\r\n2020-01-01T10:20:30.456Z,Ann,${id},project.create,` +
      `"created the project Solar ""roof"", flat",${id},127.0.0.1\r\n`,
  )
  const nothing = await exportActivity(acme.admin, { to: '2019-12-31' })
  expect(await read(nothing)).toBe(`\uFEFF${HEADER}\r\n`)
})

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['﹢1', "'﹢1"],
  ['−1', "'−1"],
  [' =1', " '=1"],
  ['\t=1', "\t'=1"],
  ['\u200b=1', "\u200b'=1"],
  ['\r=1', '"\r\'=1"'],
  ['\n=1', '"\n\'=1"'],
  ['Ann;=1', "Ann;'=1"],
  ['Ann\t-1', "Ann\t'-1"],
  ['Ann\n+1', '"Ann\n\'+1"'],
  ['"=1"', '"""\'=1"""'],
  ['Ann;"=1"', '"Ann;""\'=1"""'],
  ['Ann-Sophie @ home', 'Ann-Sophie @ home'],
  ['a, b = c', '"a, b = c"'],
])('a formula is escaped: %j', async (actorName, cell) => {
  const acme = await createOrg()
  await insertEntries(acme, [{ actorName }])

  const csv = await read(await exportActivity(acme.admin, DAY))
  expect(csv.split('\r\n')[1]).toMatch(/^2020-01-01T/)
  expect(csv.slice(csv.indexOf('Z,') + 2)).toMatch(
    new RegExp(`^${escapeRegExp(cell)},[-0-9a-f]{36},`),
  )
})

test('formulas are escaped in every column', async () => {
  const acme = await createOrg()
  await insertEntries(acme, [{ ipAddress: '=1', data: { name: 'Moonshot;=1' } }])

  const csv = await read(await exportActivity(acme.admin, DAY))
  expect(csv).toContain(",'=1\r\n")
  expect(csv).toContain("created the project Moonshot;'=1")
})

test('a long export has one header and keeps the order across batches', async () => {
  const acme = await createOrg()
  await insertManyEntries(acme, 2000)

  const csv = await read(await exportActivity(acme.admin, DAY))
  const [header, ...lines] = csv.split('\r\n').slice(0, -1)
  expect(header).toBe(`\uFEFF${HEADER}`)
  const newestFirst = Array.from({ length: 2000 }, (_, n) => `N${2000 - n}`)
  expect(lines.map((line) => line.split(',')[1])).toEqual(newestFirst)
})

test('a member and an outsider are refused before entries are read', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const member = await acme.join('member')
  const outsider: OrgScope = { ...globex.admin, org: acme.admin.org }

  await expect(exportActivity(member, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(exportActivity(outsider, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('the stream of a removed admin fails', async () => {
  const acme = await createOrg()
  const another = await acme.join('admin')
  await insertManyEntries(acme, 5000)

  const reader = (await exportActivity(another, DAY)).getReader()
  await reader.read()
  await removeMembership(another)
  const rest = async () => {
    while (!(await reader.read()).done);
  }
  await expect(rest()).rejects.toMatchObject({ code: 'not_found' })
})

test('batches are read on demand', async () => {
  const acme = await createOrg()
  await insertManyEntries(acme, 6000)
  let transactions = 0
  pool().on('acquire', () => transactions++)

  const reader = (await exportActivity(acme.admin, DAY)).getReader()
  await reader.read()
  for (let n = 0; n < 30; n++) await asSystem('test', (tx) => tx.execute(sql`select 1`))

  expect(transactions - 30).toBeLessThanOrEqual(3)
})

/** Deletes a membership. */
async function removeMembership({ org, user }: OrgScope) {
  await asSystem('test', (tx) =>
    tx
      .delete(memberships)
      .where(and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id))),
  )
}

/** Reads a stream to its end as text. */
const read = (stream: ReadableStream<Uint8Array>) =>
  new Response(stream).arrayBuffer().then((bytes) => Buffer.from(bytes).toString())

/** Escapes text for a regular expression. */
const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
