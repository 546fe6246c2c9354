import { firstMemberOf, sessionOf, slugOf } from '@/tests/deep/scale/insert-rows'
import { cpuRatio, loadInTurns } from './compare-pages'
import { median } from './load'
import type { Options } from './options'
import { appPage, createDatabase, startApp } from './setup'
import type { Row } from './table'

const FEW = 10
const MANY = 10_000
// Among the first ten, some are deleted and all have a longer audit log.
const ORG = 5

/** Loads the same organization among few and among many, in turns. */
export async function compareOrgs(options: Options): Promise<Row[]> {
  const pages = [...(await startAmong(FEW)), ...(await startAmong(MANY))]
  const loads = await loadInTurns(pages, options)
  return pages.map(({ name }) => {
    const own = loads.get(name) ?? []
    const [page] = name.split(' among ')
    return {
      page: name,
      'req/s': median(own.map(({ requestsPerSecond }) => requestsPerSecond)),
      'p50 ms': median(own.map(({ latencyMs }) => latencyMs)),
      'CPU ms': median(own.map(({ cpuMs }) => cpuMs)),
      [`× ${FEW}`]: cpuRatio(own, loads.get(`${page} among ${FEW}`)),
    }
  })
}

async function startAmong(orgs: number) {
  console.error(`Inserting ${orgs} organizations`)
  const { url } = await createDatabase(`bench-${orgs}`, orgs)
  const app = await startApp(url)
  return ['dashboard', 'team'].map((page) =>
    appPage(app, sessionOf(firstMemberOf(ORG)), {
      name: `${page} among ${orgs}`,
      path: `/${slugOf(ORG)}/${page}`,
      expected: [`Org ${ORG}`, 'Person 100'],
    }),
  )
}
