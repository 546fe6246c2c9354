import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The content of `${dataDir}/postgres.json`. It is kept on reset, so that the URL does not change. */
export type Secrets = { password: string; superuserPassword: string; port?: number }

export function readSecrets(dataDir: string): Secrets {
  try {
    return read(dataDir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    create(dataDir)
    return read(dataDir)
  }
}

export function savePort(dataDir: string, port: number) {
  const draft = writeDraft(dataDir, { ...read(dataDir), port })
  renameSync(draft, secretsFileIn(dataDir))
}

function read(dataDir: string): Secrets {
  return JSON.parse(readFileSync(secretsFileIn(dataDir), 'utf8'))
}

function create(dataDir: string) {
  const draft = writeDraft(dataDir, { password: random(), superuserPassword: random() })
  try {
    linkSync(draft, secretsFileIn(dataDir)) // fails if the file exists, unlike a rename
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}

function writeDraft(dataDir: string, secrets: Secrets) {
  const draft = `${secretsFileIn(dataDir)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  return draft
}

export function secretsFileIn(dataDir: string) {
  return path.join(dataDir, 'postgres.json')
}

function random() {
  return randomBytes(24).toString('base64url')
}
