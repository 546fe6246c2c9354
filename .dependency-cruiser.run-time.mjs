import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { options } from './.dependency-cruiser.mjs'

// What code loads where it runs, however many files lie between. Type imports are left out: they are
// erased. Actions are left out: the browser has only their ids.

const CLIENT_FILES = ['app', 'components']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((file) => /\.tsx?$/.test(file) && /^['"]use client['"]/.test(readFileSync(file, 'utf8')))

const DATABASE = '^(db|node_modules/(pg|postgres))/'
const BUILTIN = `^(node:)?(${builtinModules.join('|')})$`

export default {
  forbidden: [
    {
      name: 'client-files',
      comment: 'A browser has no database, no configuration and no Node.js.',
      severity: 'error',
      from: { path: CLIENT_FILES.map((file) => `^${file.replace(/[[\]().]/g, '\\$&')}$`) },
      to: { path: `${DATABASE}|^lib/env\\.ts$|${BUILTIN}`, reachable: true },
    },
    {
      name: 'components',
      comment: 'A component shows what it is given.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: DATABASE, reachable: true },
    },
    {
      name: 'middleware',
      comment: 'The middleware runs before each request, far from the database. Guards decide.',
      severity: 'error',
      from: { path: '^(middleware\\.ts$|lib/tenancy/)' },
      to: { path: DATABASE, reachable: true },
    },
  ],
  options: {
    ...options,
    exclude: { path: [options.exclude.path, '^app/.*actions\\.ts$', '^tests/'] },
  },
}
