import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { asOrg } from '@/db/transactions'
import { type ActivityFilters, type ActivityPage, selectActivity } from '@/lib/audit/list-activity'
import { createOrg, schemaOf, type TestOrg } from '../factories'
import { inSchemaOf } from '../in-schema'
import { query } from '../setup/databases'

const ENTRIES = 40_000
const LIMIT = 50

let acme: TestOrg

const olga = { id: randomUUID() }
const ivan = { id: randomUUID() }

// One entry per minute from 2020 on. The first 100 are by Olga, then every tenth is by Ivan. Few are deletions.
beforeAll(async () => {
  acme = await createOrg()
  const globex = await createOrg()
  for (const { org, count } of [
    { org: acme, count: ENTRIES },
    { org: globex, count: ENTRIES / 10 },
  ]) {
    await inSchemaOf(org, (tx) =>
      tx.execute(sql`
        insert into audit_logs
          (org_id, actor_id, actor_name, ip_address, action, subject_id, data, created_at)
        select ${org.id},
          case when n <= 100 then ${olga.id} when n % 10 = 0 then ${ivan.id} else gen_random_uuid() end,
          'Ann', '127.0.0.1',
          case when n % 500 = 0 then 'project.delete' else 'project.rename' end,
          gen_random_uuid(), '{"name": "Moonshot"}', timestamptz '2020-01-01Z' + n * interval '1 min'
        from generate_series(1, ${count}::int) n`),
    )
  }
  await query(process.env.DATABASE_URL ?? '', `vacuum analyze ${schemaOf(acme)}.audit_logs`)
}, 60_000)

const CASES: { of: string; filters: ActivityFilters; index: string }[] = [
  { of: 'all entries', filters: {}, index: 'audit_logs_by_age' },
  { of: 'an action', filters: { action: 'project.delete' }, index: 'audit_logs_by_action' },
  { of: 'a person', filters: { actors: [olga] }, index: 'audit_logs_by_actor' },
  { of: 'two people', filters: { actors: [olga, ivan] }, index: 'audit_logs_by_actor' },
  {
    of: 'a day',
    filters: { from: '2020-01-02', to: '2020-01-02' },
    index: 'audit_logs_by_age',
  },
]

test.each(CASES)(
  'a page of $of reads only its rows with $index, at any depth',
  async ({ filters, index }) => {
    const deep = { createdAt: new Date('2020-01-02T12:00:00Z'), id: randomUUID() }
    for (const before of [undefined, deep]) {
      const nodes = await planOf({ ...filters, before })
      const isOfLog = (node: Node) => node['Relation Name'] === 'audit_logs'
      const scans = nodes.filter((node) => /Scan$/.test(node['Node Type']) && isOfLog(node))
      expect(new Set(scans.map((scan) => scan['Index Name']))).toEqual(new Set([index]))
      expect(nodes.filter((node) => /Sort/.test(node['Node Type']))).toEqual([])
      expect(sum(scans.map(buffersOf))).toBeLessThan(2 * LIMIT)
      // The pictures of the people are found by their ids.
      const others = nodes.filter((node) => node['Relation Name'] && !isOfLog(node))
      expect(others.filter((node) => node['Actual Loops'] > 1 && node['Plan Rows'] > 1)).toEqual([])
    }
  },
)

/** The number of blocks that a node reads, without the nodes below it. */
function buffersOf({ Plans = [], ...node }: Node): number {
  const blocks = (of: Node) => of['Shared Hit Blocks'] + of['Shared Read Blocks']
  return blocks(node) - sum(Plans.map(blocks))
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

type Node = {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  'Actual Loops': number
  'Plan Rows': number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}

/** The nodes of the plan of a page, without nesting. */
async function planOf(page: Omit<ActivityPage, 'limit'>) {
  const { rows } = await asOrg(acme.admin, (tx) =>
    tx.execute<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      sql`explain (analyze, buffers, format json) ${selectActivity(tx, acme.admin, { ...page, limit: LIMIT })}`,
    ),
  )
  return rows.flatMap((row) => withChildren(row['QUERY PLAN'][0].Plan))
}

/** A node and all nodes below it. */
function withChildren(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(withChildren)]
}
