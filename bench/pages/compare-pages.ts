import { personName, projectName } from '@/lib/seed/names'
import { countStatements } from './count-statements'
import { describePage } from './describe-page'
import { fetchPage, type Load, load, median, type Page } from './load'
import { elementsIn, markupDifference } from './markup'
import type { Options } from './options'
import { startServer } from './server'
import { type AppPage, appPage, createDatabase, type Database, startApp } from './setup'
import type { Row } from './table'

// Until V8 has compiled what the page needs. A page with more code needs longer.
const WARM_UP_SECONDS = 10
const WARM_UP_REQUESTS = 1_500

const BARE: Omit<Page, 'server'> = {
  name: 'bare floor',
  path: '/bare/acme',
  headers: {},
  expected: [projectName(11), projectName(2)],
}

const DASHBOARD: AppPage = {
  name: 'dashboard',
  path: '/acme/dashboard',
  expected: [projectName(11), projectName(6), personName(4)],
}

const TEAM: AppPage = {
  name: 'team',
  path: '/acme/team',
  expected: [personName(0), personName(12)],
}

/** Loads the pages of the app and of the floors in turns. */
export async function comparePages(options: Options): Promise<Row[]> {
  const database = await createDatabase('bench')
  const described = await describeAll(database)
  const pages = await startAll(database)
  if (options.against) pages.push(...(await startOther(database, options.against)))
  const loads = await loadInTurns(pages, options)
  return pages.map(({ name }) => {
    const own = loads.get(name) ?? []
    const floor = loads.get(`fat floor: ${name.split(' of ')[0]}`)
    return {
      page: name,
      'req/s': median(own.map(({ requestsPerSecond }) => requestsPerSecond)),
      'p50 ms': median(own.map(({ latencyMs }) => latencyMs)),
      'CPU ms': median(own.map(({ cpuMs }) => cpuMs)),
      '× bare': cpuRatio(own, loads.get(BARE.name)),
      '× fat': cpuRatio(own, floor),
      ...(options.against && {
        '× other': cpuRatio(own, loads.get(nameIn(options.against, name))),
      }),
      ...described.get(name),
      'RSS MB': Math.round(Math.max(...own.map(({ rssMB }) => rssMB))),
    }
  })
}

export async function loadInTurns(
  pages: Page[],
  { rounds, seconds, connections }: Options,
): Promise<Map<string, Load[]>> {
  for (const page of pages) await load(page, connections, WARM_UP_SECONDS, WARM_UP_REQUESTS)
  const loads = new Map<string, Load[]>(pages.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round++) {
    console.error(`Round ${round} of ${rounds}`)
    for (const page of pages) loads.get(page.name)?.push(await load(page, connections, seconds))
  }
  return loads
}

/** The median of the ratios within a round, because other work on the machine slows both. */
export function cpuRatio(loads: Load[], others: Load[] = []): number | undefined {
  const ratios = loads.flatMap(({ cpuMs }, round) => {
    const other = others[round]
    return other ? [cpuMs / other.cpuMs] : []
  })
  return ratios.length ? median(ratios) : undefined
}

async function startAll({ url, superuserUrl, seeded }: Database): Promise<Page[]> {
  const floor = await startServer({ DATABASE_URL: superuserUrl }, { folder: 'bench/floor' })
  const app = await startApp(url)
  const fat = (page: AppPage): Page => ({
    ...page,
    name: `fat floor: ${page.name}`,
    server: floor,
    path: `/fat${page.path}`,
    headers: {},
  })
  return [
    { ...BARE, server: floor },
    fat(DASHBOARD),
    appPage(app, seeded, DASHBOARD),
    fat(TEAM),
    appPage(app, seeded, TEAM),
  ]
}

async function startOther({ url, seeded }: Database, checkout: string): Promise<Page[]> {
  const app = await startApp(url, checkout)
  return [DASHBOARD, TEAM].map((page) =>
    appPage(app, seeded, { ...page, name: nameIn(checkout, page.name) }),
  )
}

const nameIn = (checkout: string, name: string) => `${name} of ${checkout}`

/** In servers of their own, because the proxy that counts slows them. */
async function describeAll(database: Database) {
  const counter = await countStatements(database.url)
  const pages = await startAll({
    ...database,
    url: counter.through(database.url),
    superuserUrl: counter.through(database.superuserUrl),
  })
  const described = new Map<string, Row>()
  for (const page of pages) described.set(page.name, await describePage(page, counter))
  for (const { name } of [DASHBOARD, TEAM]) await warnAboutMarkup(pages, name)
  for (const server of new Set(pages.map(({ server }) => server))) await server.stop()
  counter.close()
  return described
}

async function warnAboutMarkup(pages: Page[], name: string) {
  const elementsOf = async (name: string) => {
    const page = pages.find((page) => page.name === name)
    return page ? elementsIn(await fetchPage(page)) : []
  }
  const difference = markupDifference(
    await elementsOf(name),
    await elementsOf(`fat floor: ${name}`),
  )
  if (difference) console.warn(`The comparison of ${name} is unfair. ${difference}`)
}
