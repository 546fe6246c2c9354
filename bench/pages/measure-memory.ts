import { load } from './load'
import type { Options } from './options'
import { appPage, createDatabase, startApp } from './setup'
import type { Row } from './table'

const WARM_UP_SECONDS = 60
const PARTS = 5

/** Loads two pages of one server alternately, and reads its memory in between. */
export async function measureMemory({ seconds, connections }: Options): Promise<Row[]> {
  const { url, seeded } = await createDatabase('bench')
  const server = await startApp(url)
  const pages = [
    { name: 'dashboard', path: '/acme/dashboard', expected: ['Welcome back'] },
    { name: 'team', path: '/acme/team', expected: ['13 members'] },
  ].map((page) => appPage(server, seeded, page))
  const loadBoth = async (seconds: number) => {
    for (const page of pages) await load(page, connections, seconds / pages.length)
  }
  const read = async (time: string): Promise<Row> => {
    const { rssMB } = await server.usage()
    const { heapMB } = await server.usage({ collect: true })
    return { time, 'RSS MB': Math.round(rssMB), 'heap MB after collection': heapMB }
  }
  const rows = [await read('start')]
  await loadBoth(WARM_UP_SECONDS)
  rows.push(await read('after the warm-up'))
  for (let part = 1; part <= PARTS; part++) {
    await loadBoth(seconds / PARTS)
    rows.push(await read(`after ${Math.round((part * seconds) / PARTS)} s of load`))
  }
  return rows
}
