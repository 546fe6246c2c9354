import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { notLike } from 'drizzle-orm'
import { closePool } from '@/db/client'
import { stopEmbedded } from '@/db/embedded'
import { passwords } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { hashPassword } from '@/lib/auth/password'
import { prepareEnvironment } from '@/lib/server/prepare'

/** Lets the services and factories in this process use the database of a server. */
export async function openDatabase(dataDir: string) {
  process.env.DATA_DIR = dataDir
  await prepareEnvironment()
}

/** Removes the database that this process uses, after its servers were killed. */
export async function removeDatabase(dataDir: string) {
  await closePool()
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
}

/** The factories store no valid hash, and the sign-in page compares with it. */
export async function setValidPasswords() {
  const hash = await hashPassword(randomUUID())
  await asSystem('test', (tx) =>
    tx.update(passwords).set({ hash }).where(notLike(passwords.hash, 'scrypt$%')),
  )
}
