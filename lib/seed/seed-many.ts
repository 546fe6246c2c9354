import { randomUUID } from 'node:crypto'
import { getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { enterSchema, placeOrg } from '@/db/tenants/own-schema'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { asSystem, type Tx } from '@/db/transactions'
import { hashPassword } from '@/lib/auth/password'
import { SEED_LOCK } from './seed'
import { addOrg, addPerson, noRows, type Person, type Rows } from './seed-rows'

export type Size = { orgs: number; members: number }

const YEAR = 365 * 24 * 60 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000
const ORGS_PER_PERSON = 5
const ORGS_AT_ONCE = 50
const ROWS_AT_ONCE = 5_000

/**
 * Adds orgs of a year, past the services, and tells how many there are after each batch. They share
 * their people, who are in five orgs on average; the password of all is "password". Answers the
 * address of somebody who is an admin.
 */
export async function seedMany(
  { orgs, members }: Size,
  onProgress: (orgs: number) => void,
): Promise<string | undefined> {
  const hash = await hashPassword('password')
  const start = Date.now() - YEAR
  const people: Person[] = []
  const atOnce = Math.min(ORGS_AT_ONCE, Math.ceil(ROWS_AT_ONCE / members))
  for (let first = 0; first < orgs; first += atOnce) {
    const end = Math.min(orgs, first + atOnce)
    await asSystem('seed many', async (tx) => {
      const last = await lastNumbers(tx)
      const rows = noRows()
      const schemas = new Map<string, string>()
      for (let index = first; index < end; index++) {
        const createdAt = new Date(start + (index / orgs) * YEAR)
        const signedUpAt = new Date(+createdAt - DAY)
        const wanted = Math.ceil(members * (1 + index / ORGS_PER_PERSON))
        const newcomers = Array.from({ length: wanted - people.length }, () =>
          addPerson(rows, ++last.person, signedUpAt, hash),
        )
        const others = pick(people, members - newcomers.length, index)
        const id = randomUUID()
        const schema = await placeOrg(tx, id)
        schemas.set(id, schema)
        addOrg(rows, { id, schema }, ++last.org, createdAt, [...newcomers, ...others])
        people.push(...newcomers)
      }
      await insert(tx, rows, schemas)
    })
    onProgress(end)
  }
  return people[0]?.email
}

/** The highest numbers that earlier seeds have used. Holds the others up until the transaction ends. */
async function lastNumbers(tx: Tx) {
  await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`)
  const { rows } = await tx.execute<{ person: number; org: number }>(sql`
    select (select coalesce(max(substring(email from '^person-([0-9]{1,9})@')::int), 0) from users)
        as person,
      (select coalesce(max(substring(slug from '-([0-9]{1,9})$')::int), 0) from org_slugs) as org`)
  return rows[0] ?? { person: 0, org: 0 }
}

/** Different ones, from all over the list: a prime step meets nobody twice. */
function pick(people: Person[], count: number, seed: number): Person[] {
  const step = people.length % 7919 ? 7919 : 7927
  return Array.from(
    { length: count },
    (_, index) => people[(seed * 613 + index * step) % people.length],
  ).filter((person) => person !== undefined)
}

async function insert(tx: Tx, rows: Rows, schemas: Map<string, string>) {
  for (const [table, all] of rows) {
    for (const [schema, some] of bySchema(all, schemas)) {
      await enterSchema(tx, schema)
      for (let first = 0; first < some.length; first += ROWS_AT_ONCE) {
        await insertSome(tx, table, some.slice(first, first + ROWS_AT_ONCE))
      }
    }
  }
}

function bySchema(rows: { orgId?: string }[], schemas: Map<string, string>) {
  const found = new Map<string, object[]>()
  for (const row of rows) {
    const schema = schemas.get(row.orgId ?? '') ?? SHARED_SCHEMA
    const some = found.get(schema) ?? []
    found.set(schema, some)
    some.push(row)
  }
  return found
}

// As one parameter, where a list of values would take more of them than a statement may have.
async function insertSome(tx: Tx, table: PgTable, rows: object[]) {
  const columns = getTableColumns(table)
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [columns[key]?.name, value])),
  )
  const names = sql.join(
    Object.keys(named[0] ?? {}).map((name) => sql.identifier(name)),
    sql`, `,
  )
  await tx.execute(sql`
    insert into ${table} (${names})
    select ${names} from json_populate_recordset(null::${table}, ${JSON.stringify(named)}::json)`)
}
