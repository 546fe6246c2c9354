import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'
import type { Message } from './mail'

export type MailboxEntry = Message & { id: string; sentAt: Date }

export async function putIntoMailbox(message: Message) {
  const file = path.join(folder(), `${encodeURIComponent(message.key)}.json`)
  await mkdir(folder(), { recursive: true })
  await writeFile(`${file}.part`, JSON.stringify(message))
  await rename(`${file}.part`, file)
}

export async function listMailbox(): Promise<MailboxEntry[]> {
  const names = await readdir(folder()).catch(() => [])
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
  const entries = await Promise.all(ids.map(findInMailbox))
  return entries.filter((entry) => entry !== null).sort((a, b) => +b.sentAt - +a.sentAt)
}

export async function findInMailbox(id: string): Promise<MailboxEntry | null> {
  const file = path.join(folder(), `${path.basename(id)}.json`)
  try {
    const [content, { mtime }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
    return { ...(JSON.parse(content) as Message), id, sentAt: mtime }
  } catch {
    return null
  }
}

const folder = () =>
  path.resolve(/* turbopackIgnore: true */ process.cwd(), env().DATA_DIR, 'mailbox')
