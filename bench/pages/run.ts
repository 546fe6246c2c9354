import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { exitWithError } from '@/lib/server/exit-with-error'
import { listRoutes } from '@/lib/tenancy/list-routes'
import { compareOrgs } from './compare-orgs'
import { comparePages } from './compare-pages'
import { measureMemory } from './measure-memory'
import { readOptions } from './options'
import { printTable } from './table'

// docs/performance.md tells how to run this and how to read its figures.

const RESULTS = 'bench/results.json'
const MODES = { pages: comparePages, orgs: compareOrgs, memory: measureMemory }

try {
  process.env.ROUTES = JSON.stringify(listRoutes()) // as next.config.ts does
  const { mode, build, options } = readOptions()
  if (build) buildBoth()
  const rows = await MODES[mode](options)
  printTable(rows)
  const machine = { node: process.version, platform: process.platform, cpu: cpus()[0]?.model }
  writeFileSync(RESULTS, `${JSON.stringify({ mode, ...machine, options, rows }, null, 2)}\n`)
  console.log(`\nNode ${process.version}. ${RESULTS} has the same figures.`)
  process.exit(0)
} catch (error) {
  exitWithError(error)
}

function buildBoth() {
  const next = 'node_modules/next/dist/bin/next'
  for (const folder of ['.', 'bench/floor']) {
    console.error(`Building ${folder}`)
    execFileSync(process.execPath, [next, 'build', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  }
}
