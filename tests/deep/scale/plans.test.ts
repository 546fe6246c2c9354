import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '@/db/transactions'
import { MUTATIONS } from '../../orgs/mutations'
import type { Explained, Node } from './explain'
import { AS_IF_LARGE, explainPaths } from './explain-paths'
import { HOT_PATHS } from './hot-paths'
import { insertTens } from './insert-rows'

// The cost of a request depends on its org, not on the number of orgs. The test compares the plans in an
// org among ten with those in an equal org among ten thousand.

const TENS = 1000

/** Of two indexes that find the same single row, PostgreSQL can choose either. */
const EQUAL_INDEXES: Record<string, string> = {
  orgs_deleted: 'orgs_pkey',
  invitations_pending: 'invitations_id',
  memberships_user_id: 'memberships_org_id_user_id_pk',
}

// One or two more levels of the index, and the page of the row.
const PAGES_PER_DESCENT = 3
// Rows cross pages, and some writes split a page.
const PAGES_BY_CHANCE = 20

let few: Record<string, Explained[]>
let many: Record<string, Explained[]>

beforeAll(async () => {
  await insertTens(0, 1)
  few = await explainPaths(0, AS_IF_LARGE)
  await insertTens(1, TENS)
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
  test('reads only by indexes', () => {
    expect(many[path]?.length).toBeGreaterThan(1)
    for (const { text, nodes } of many[path] ?? []) {
      const scans = nodes.filter((node) => /(Seq|Index|Index Only) Scan$/.test(node['Node Type']))
      expect(scans.filter((scan) => !scan['Index Cond']).map(nameOf), text).toEqual([])
    }
  })

  test('uses the same indexes as with ten orgs', () => {
    expect(many[path]?.map(textOf)).toEqual(few[path]?.map(textOf))
    for (const [{ text, nodes }, before] of pairsOf(path)) {
      expect(indexesIn(nodes), text).toEqual(indexesIn(before))
    }
  })

  test('reads as many pages as with ten orgs', () => {
    for (const [{ text, nodes }, before] of pairsOf(path)) {
      const allowed = pagesOf(before) + PAGES_PER_DESCENT * descentsIn(nodes)
      expect(pagesOf(nodes), text).toBeLessThanOrEqual(allowed + PAGES_BY_CHANCE)
    }
  })
})

function pairsOf(path: string): [Explained, Node[]][] {
  return (many[path] ?? []).map((one, index) => [one, few[path]?.[index]?.nodes ?? []])
}

/** The text without the id of the org. */
const textOf = ({ text }: Explained) => text.replace(/[\da-f-]{36}/, 'its id')

const nameOf = (node: Node) =>
  `${node['Node Type']} on ${node['Index Name'] ?? node['Relation Name']}`

function indexesIn(nodes: Node[]): string[] {
  const names = nodes.flatMap((node) => node['Index Name'] ?? [])
  return [...new Set(names.map((name) => EQUAL_INDEXES[name] ?? name))].sort()
}

const pagesOf = ([top]: Node[]) => (top ? top['Shared Hit Blocks'] + top['Shared Read Blocks'] : 0)

function descentsIn(nodes: Node[]): number {
  return nodes.reduce((sum, node) => sum + (node['Index Name'] ? node['Actual Loops'] : 0), 0)
}
