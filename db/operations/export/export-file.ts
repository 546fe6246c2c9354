import { createReadStream, createWriteStream } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline as pipe } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { type Checksums, createChecksums, differingTables } from '@/db/operations/checksums'
import type { Values } from './org-rows'

const header = z.object({
  format: z.literal('tenantry organization 1'),
  /** Of the tables that it was taken from. */
  version: z.string(),
  org: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
  takenAt: z.iso.datetime(),
})

export type Header = z.infer<typeof header>
export type Row = { table: string; values: Values }

/**
 * Writes JSON lines, compressed: the header, a line for each row, and the sums of all. The file appears
 * when it is whole, on the disk, and read again. Answers how many rows it has, and throws a sentence if there is
 * a file of that name.
 */
export async function writeExport(file: string, header: Header, rows: AsyncIterable<Row[]>) {
  await requireAbsent(file)
  const part = `${file}.part`
  try {
    await rm(part, { force: true })
    // It holds addresses of people.
    const output = createWriteStream(part, { mode: 0o600, flush: true })
    await pipeline(linesOf(header, rows), createGzip(), output)
    let count = 0
    for await (const _ of readExport(part)) count++
    await requireAbsent(file)
    await rename(part, file)
    await flushFolder(path.dirname(file))
    return count
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function requireAbsent(file: string) {
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) throw new Error(`${file} is there already, and was left as it is.`)
}

async function* linesOf(header: Header, rows: AsyncIterable<Row[]>) {
  const sums = createChecksums()
  sums.add('header', { line: JSON.stringify(header) })
  yield `${JSON.stringify(header)}\n`
  for await (const some of rows) {
    for (const { table, values } of some) sums.add(table, values)
    yield some.map((row) => `${JSON.stringify(row)}\n`).join('')
  }
  yield `${JSON.stringify({ sums: sums.result() })}\n`
}

// Windows cannot.
async function flushFolder(folder: string) {
  const handle = await open(folder).catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

/** Reads the header. Throws a sentence for what is no export. */
export async function readHeader(file: string): Promise<Header> {
  for await (const line of lines(file)) return parseHeader(file, line)
  throw new Error(`${file} is no export of an organization.`)
}

function parseHeader(file: string, line: string) {
  const parsed = header.safeParse(parse(file, line))
  if (parsed.success) return parsed.data
  throw new Error(`${file} is no export of an organization, or one of a later Tenantry.`)
}

/** The rows of an export. Throws a sentence, at the end, for one that is cut off or was altered. */
export async function* readExport(file: string): AsyncGenerator<Row> {
  const sums = createChecksums()
  let end: Checksums | undefined
  let first = true
  for await (const line of lines(file)) {
    if (first) {
      parseHeader(file, line)
      sums.add('header', { line })
    } else {
      const entry = parse(file, line) as Row | { sums: Checksums }
      if (end) throw damaged(file)
      if ('sums' in entry) end = entry.sums
      else {
        sums.add(entry.table, entry.values)
        yield entry
      }
    }
    first = false
  }
  if (!end || differingTables(end, sums.result()).length) throw damaged(file)
}

async function* lines(file: string) {
  const text = createGunzip().setEncoding('utf8')
  pipe(createReadStream(file), text, () => {}) // an error ends the loop
  let rest = ''
  try {
    for await (const chunk of text) {
      const [first = '', ...others] = chunk.split('\n')
      rest += first
      for (const other of others) {
        yield rest
        rest = other
      }
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw code.startsWith('Z_') ? damaged(file) : error
  }
  if (rest) throw damaged(file)
}

function parse(file: string, line: string): object {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(line))
  } catch {
    throw damaged(file)
  }
}

const damaged = (file: string) =>
  new Error(`${file} is cut off, or was altered. Take it from its deployment again.`)
