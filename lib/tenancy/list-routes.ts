import { readdirSync } from 'node:fs'
import type { Routes } from './routes'

/** Reads the routes from the folders of `app`. See docs/decisions/routes-come-from-folders.md. */
export function listRoutes(): Routes {
  return { app: segmentsIn('app'), org: segmentsIn('app/[orgSlug]') }
}

function segmentsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return []
    // A route group such as (auth) adds no segment.
    if (entry.name.startsWith('(')) return segmentsIn(`${folder}/${entry.name}`)
    return /^[[_@]/.test(entry.name) ? [] : [entry.name]
  })
}
