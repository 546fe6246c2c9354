import { lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/**
 * Creates the package's symlinks, as its install script does, which `--ignore-scripts`, pnpm and bun
 * skip. Returns the environment variables that PostgreSQL needs to find its libraries.
 */
export function linkLibraries(packageDir: string, dataDir: string): Record<string, string> {
  const links = readLinks(packageDir)
  try {
    for (const { source, target } of links) {
      link(path.basename(source), path.join(packageDir, target))
    }
    return {}
  } catch {
    return linkOutside(packageDir, path.join(dataDir, 'postgres-libraries'), links)
  }
}

type Link = { source: string; target: string }

function readLinks(packageDir: string): Link[] {
  try {
    return JSON.parse(readFileSync(path.join(packageDir, 'native/pg-symlinks.json'), 'utf8'))
  } catch {
    return [] // Windows has none
  }
}

function link(source: string, target: string) {
  if (lstatSync(target, { throwIfNoEntry: false })) return
  try {
    symlinkSync(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

// For a read-only node_modules.
function linkOutside(packageDir: string, folder: string, links: Link[]) {
  mkdirSync(folder, { recursive: true })
  for (const { source, target } of links) {
    link(path.join(packageDir, source), path.join(folder, path.basename(target)))
  }
  return { LD_LIBRARY_PATH: [folder, path.join(packageDir, 'native/lib')].join(path.delimiter) }
}
