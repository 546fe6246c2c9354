import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { type Checksums, createChecksums, differingTables } from '@/db/operations/checksums'
import { type Header, headerSchema, type Row, type Trailer } from './export-format'

export async function readHeader(file: string): Promise<Header> {
  for await (const line of lines(file)) return parseHeader(file, line)
  throw new Error(`${file} is not an export of an organization.`)
}

function parseHeader(file: string, line: string) {
  const parsed = headerSchema.safeParse(parse(file, line))
  if (parsed.success) return parsed.data
  throw new Error(
    `${file} is not an export of an organization, or it was written by a newer version of the app.`,
  )
}

/** Throws at the end if the file is incomplete or was changed. */
export async function* readExport(file: string): AsyncGenerator<Row> {
  const sums = createChecksums()
  let expected: Checksums | undefined
  let isFirst = true
  for await (const line of lines(file)) {
    if (isFirst) {
      parseHeader(file, line)
      sums.add('header', { line })
    } else {
      const entry = parse(file, line) as Row | Trailer
      if (expected) throw damaged(file)
      if ('sums' in entry) expected = entry.sums
      else {
        sums.add(entry.table, entry.values)
        yield entry
      }
    }
    isFirst = false
  }
  if (!expected || differingTables(expected, sums.result()).length) throw damaged(file)
}

async function* lines(file: string) {
  const text = createGunzip().setEncoding('utf8')
  pipeline(createReadStream(file), text, () => {}) // errors reach the loop below
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
  new Error(`${file} is incomplete or was changed. Export the organization again.`)
