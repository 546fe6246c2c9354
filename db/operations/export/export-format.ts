import { createHash } from 'node:crypto'
import { z } from 'zod'
import { SYSTEM_MIGRATIONS } from '@/db/migrate/migrate'
import { migrationsIn } from '@/db/migrate/migration-files'
import { TENANT_MIGRATIONS } from '@/db/migrate/tenant-version'
import type { Checksums } from '@/db/operations/checksums'
import type { Values } from './org-rows'

// An export is gzipped JSON lines: a header, one line per row, and the checksums.

export const headerSchema = z.object({
  format: z.literal('organization 1'),
  version: z.string(),
  org: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
  takenAt: z.iso.datetime(),
})

export type Header = z.infer<typeof headerSchema>
export type Row = { table: string; values: Values }
export type Trailer = { sums: Checksums }

export function exportVersion(): string {
  const hash = createHash('sha256')
  for (const folder of [SYSTEM_MIGRATIONS, TENANT_MIGRATIONS]) {
    for (const migration of migrationsIn(folder)) hash.update(migration.hash)
  }
  return hash.digest('hex')
}
