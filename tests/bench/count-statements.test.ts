import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countStatements } from '@/bench/pages/count-statements'
import { queryWithSettings } from '@/db/query-with-settings'

let counter: Awaited<ReturnType<typeof countStatements>>
let client: pg.Client

beforeAll(async () => {
  const url = process.env.DATABASE_URL ?? ''
  counter = await countStatements(url)
  client = new pg.Client({ connectionString: counter.through(url) })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  counter.close()
})

test('one statement is one round trip, however large its result is', async () => {
  const large = 'select repeat(md5(n::text), 100) from generate_series(1, 20000) n where n > $1'
  expect(await counter.during(() => client.query(large, [0]))).toEqual({
    statements: 1,
    roundTrips: 1,
  })
})

test('a transaction counts its begin and its commit', async () => {
  const transaction = async () => {
    for (const text of ['begin', 'select 1', 'commit']) await client.query(text)
  }
  expect(await counter.during(transaction)).toEqual({ statements: 3, roundTrips: 3 })
})

test('settings that are sent with a query are statements in its round trip', async () => {
  const settings = [`select set_config('app.reason', 'test', true)`, 'select 1']
  const send = () => queryWithSettings(client, settings, ['select $1::int', [1]])
  expect(await counter.during(send)).toEqual({ statements: 3, roundTrips: 1 })
})
