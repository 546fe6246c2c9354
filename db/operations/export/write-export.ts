import { createWriteStream } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { createChecksums } from '@/db/operations/checksums'
import type { Header, Row, Trailer } from './export-format'
import { readExport } from './read-export'

/**
 * Writes a file, flushes it, reads it again, and only then gives it its name. Returns the number of
 * rows. Throws if the file exists.
 */
export async function writeExport(file: string, header: Header, rows: AsyncIterable<Row[]>) {
  await requireNoFile(file)
  const part = `${file}.part`
  try {
    await rm(part, { force: true })
    // Only the owner can read it: it contains emails.
    const output = createWriteStream(part, { mode: 0o600, flush: true })
    await pipeline(linesOf(header, rows), createGzip(), output)
    let count = 0
    for await (const _ of readExport(part)) count++
    await requireNoFile(file)
    await rename(part, file)
    await flushFolder(path.dirname(file))
    return count
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function requireNoFile(file: string) {
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (exists) throw new Error(`${file} already exists. Choose another name with --to.`)
}

async function* linesOf(header: Header, rows: AsyncIterable<Row[]>) {
  const sums = createChecksums()
  sums.add('header', { line: JSON.stringify(header) })
  yield `${JSON.stringify(header)}\n`
  for await (const batch of rows) {
    for (const { table, values } of batch) sums.add(table, values)
    yield batch.map((row) => `${JSON.stringify(row)}\n`).join('')
  }
  yield `${JSON.stringify({ sums: sums.result() } satisfies Trailer)}\n`
}

// Errors are ignored, because Windows cannot flush a folder.
async function flushFolder(folder: string) {
  const handle = await open(folder).catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
