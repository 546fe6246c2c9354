import { createHash } from 'node:crypto'
import type { Values } from './export/org-rows'

export type Checksums = Record<string, { rows: number; sha256: string }>

/** Sums the SHA-256 of all rows of a table modulo 2^256, so that the order of rows does not matter. */
export function createChecksums() {
  const sums = new Map<string, { rows: number; sum: bigint }>()
  return {
    add(table: string, values: Values) {
      const { rows, sum } = sums.get(table) ?? { rows: 0, sum: 0n }
      const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex')
      sums.set(table, { rows: rows + 1, sum: BigInt.asUintN(256, sum + BigInt(`0x${hash}`)) })
    },
    result(): Checksums {
      return Object.fromEntries(
        [...sums].map(([table, { rows, sum }]) => [
          table,
          { rows, sha256: sum.toString(16).padStart(64, '0') },
        ]),
      )
    },
  }
}

/** Returns `tenant.projects (4 and 3 rows)` for each table that differs. */
export function differingTables(one: Checksums, other: Checksums) {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter(
      (table) =>
        one[table]?.rows !== other[table]?.rows || one[table]?.sha256 !== other[table]?.sha256,
    )
    .map((table) => `${table} (${one[table]?.rows ?? 0} and ${other[table]?.rows ?? 0} rows)`)
}
