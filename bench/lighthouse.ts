import { execFileSync } from 'node:child_process'
import { exitWithError } from '@/lib/server/exit-with-error'
import { listRoutes } from '@/lib/tenancy/list-routes'
import { findBrowser } from '@/tests/e2e/support/find-browser'
import { appPage, createDatabase, startApp } from './pages/setup'

// docs/performance.md tells how to run this.

// Not a dependency, because an installation would be a seventh larger. Version 13 needs Node.js 22.
const LIGHTHOUSE = 'lighthouse@12.8.2'

const BEST = { accessibility: 100, 'best-practices': 100, seo: 100 }
const TARGETS: Record<string, Record<string, number>> = {
  '/': { performance: 95, ...BEST },
  '/sign-in': { performance: 95, ...BEST },
  '/acme/dashboard': { performance: 0, ...BEST },
}

type Report = {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; title: string }>
}

try {
  process.env.ROUTES = JSON.stringify(listRoutes()) // as next.config.ts does
  execFileSync('npx', ['next', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const { url, seeded } = await createDatabase('lighthouse')
  const app = await startApp(url)
  let failed = false
  for (const [path, targets] of Object.entries(TARGETS)) {
    const isInside = path.startsWith('/acme')
    const { headers } = appPage(app, seeded, { name: path, path, expected: [] })
    const { categories, audits } = runLighthouse(app.url + path, isInside ? headers : {})
    for (const [name, target] of Object.entries(targets)) {
      const { score = 0, auditRefs = [] } = categories[name] ?? {}
      const found = auditRefs.filter(({ id, weight }) => weight && (audits[id]?.score ?? 1) < 1)
      const missed = score * 100 < target
      console.log(`${missed ? 'MISSED' : 'ok    '} ${path} ${name} ${Math.round(score * 100)}`)
      if (missed) for (const { id } of found) console.log(`         ${id}: ${audits[id]?.title}`)
      failed ||= missed
    }
  }
  await app.stop()
  process.exit(failed ? 1 : 0)
} catch (error) {
  exitWithError(error)
}

function runLighthouse(url: string, headers: Record<string, string>): Report {
  const options = [
    '--quiet',
    '--output=json',
    '--chrome-flags=--headless --no-sandbox',
    `--extra-headers=${JSON.stringify(headers)}`,
  ]
  const env = { ...process.env, CHROME_PATH: findBrowser() }
  const command = ['--yes', LIGHTHOUSE, url, ...options]
  return JSON.parse(execFileSync('npx', command, { env, maxBuffer: 1e9 }).toString())
}
