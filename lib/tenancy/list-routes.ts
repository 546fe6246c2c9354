import { readdirSync } from 'node:fs'
import type { Routes } from './routes'

export function listRoutes(): Routes {
  return { app: segmentsIn('app'), org: segmentsIn('app/[orgSlug]') }
}

function segmentsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return []
    if (entry.name.startsWith('(')) return segmentsIn(`${folder}/${entry.name}`)
    return /^[[_@]/.test(entry.name) ? [] : [entry.name]
  })
}
