import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '@/db/transactions'
import { MUTATIONS } from '../orgs/mutations'
import type { Explained, Node } from './explain'
import { explainPaths } from './explain-paths'
import { HOT_PATHS } from './hot-paths'
import { plantTens } from './insert-rows'

// What a request costs is a matter of its org, not of how many others there are. The same is done in
// an org when there are ten, and in one just like it when there are ten thousand.

const TENS = 1000

/**
 * Ten orgs fill a page or two of each table, which the planner rather reads whole. So that it shows
 * the way it has, rows are made dear to it, as a large table makes them.
 */
const AS_IF_LARGE = `set local cpu_tuple_cost = 10; set local cpu_index_tuple_cost = 10;
  set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`

/** Where two indexes lead to the same single row, either is right. */
const AS_GOOD: Record<string, string> = {
  orgs_deleted: 'orgs_pkey',
  invitations_pending: 'invitations_id',
}

// A level or two more of the index, and the page of the row.
const PAGES_PER_DESCENT = 3
// Rows lie across the border of a page, and a write splits one now and then.
const PAGES_BY_CHANCE = 20

let few: Record<string, Explained[]>
let many: Record<string, Explained[]>

beforeAll(async () => {
  await plantTens(0, 1)
  few = await explainPaths(0, AS_IF_LARGE)
  await plantTens(1, TENS)
  many = await explainPaths(5, '')
})

test('there are ten thousand orgs and a million memberships', async () => {
  const { rows } = await asSystem('test', (tx) =>
    tx.execute(sql`select (select count(*) from orgs) >= 10000 as orgs,
      (select count(*) from memberships) >= 1000000 as memberships`),
  )
  expect(rows).toEqual([{ orgs: true, memberships: true }])
})

describe.each([...Object.keys(HOT_PATHS), ...Object.keys(MUTATIONS)])('%s', (path) => {
  test('reads by indexes alone', () => {
    expect(many[path]?.length).toBeGreaterThan(1)
    for (const { text, nodes } of many[path] ?? []) {
      const scans = nodes.filter((node) => /(Seq|Index|Index Only) Scan$/.test(node['Node Type']))
      expect(scans.filter((scan) => !scan['Index Cond']).map(nameOf), text).toEqual([])
    }
  })

  test('goes the same ways as with ten orgs', () => {
    expect(many[path]?.map(textOf)).toEqual(few[path]?.map(textOf))
    for (const [{ text, nodes }, before] of pairsOf(path)) {
      expect(indexesIn(nodes), text).toEqual(indexesIn(before))
    }
  })

  test('touches as many pages as with ten orgs', () => {
    for (const [{ text, nodes }, before] of pairsOf(path)) {
      const allowed = pagesOf(before) + PAGES_PER_DESCENT * descentsIn(nodes)
      expect(pagesOf(nodes), text).toBeLessThanOrEqual(allowed + PAGES_BY_CHANCE)
    }
  })
})

function pairsOf(path: string): [Explained, Node[]][] {
  return (many[path] ?? []).map((one, index) => [one, few[path]?.[index]?.nodes ?? []])
}

/** Without the org, which is another. */
const textOf = ({ text }: Explained) => text.replace(/[\da-f-]{36}/, 'its id')

const nameOf = (node: Node) =>
  `${node['Node Type']} on ${node['Index Name'] ?? node['Relation Name']}`

function indexesIn(nodes: Node[]): string[] {
  const names = nodes.flatMap((node) => node['Index Name'] ?? [])
  return [...new Set(names.map((name) => AS_GOOD[name] ?? name))].sort()
}

const pagesOf = ([top]: Node[]) => (top ? top['Shared Hit Blocks'] + top['Shared Read Blocks'] : 0)

function descentsIn(nodes: Node[]): number {
  return nodes.reduce((sum, node) => sum + (node['Index Name'] ? node['Actual Loops'] : 0), 0)
}
