import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { passwordResets, storedEmails } from '../e2e/support/password-resets'
import { dataDirOf, startWithoutWorker } from '../e2e/support/server'
import { expect, test } from '../e2e/support/test'

const dataDir = dataDirOf('full-disk')
const filler = path.join(dataDir, 'filler')

test.beforeAll(() => {
  mkdirSync(dataDir, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', dataDir])
})

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  execFileSync('umount', ['--lazy', dataDir])
  rmSync(dataDir, { recursive: true })
})

test('a full disk loses no acknowledged write, and writes succeed again once there is space', async () => {
  const server = await startWithoutWorker(dataDir, { PROXIES: '1' })
  try {
    const resets = await passwordResets(server.url)
    const acknowledged: string[] = []
    const write = async () => {
      const email = `${randomUUID()}@example.com`
      const isAcknowledged = await resets.request(email)
      if (isAcknowledged) acknowledged.push(email)
      return isAcknowledged
    }
    expect(await write()).toBe(true)

    fill(filler)
    await expect.poll(write, { intervals: [0] }).toBe(false)
    expect(server.process.exitCode).toBeNull()

    rmSync(filler)
    await expect.poll(write).toBe(true)
    expect(await storedEmails((await startEmbedded(dataDir)).url)).toEqual(new Set(acknowledged))
  } finally {
    await server.kill()
  }
})

/** Writes until the disk is full. */
function fill(file: string) {
  const opened = openSync(file, 'w')
  const isFull = (error: NodeJS.ErrnoException) => error.code === 'ENOSPC'
  try {
    for (const block = Buffer.alloc(4096); ; ) writeSync(opened, block)
  } catch (error) {
    if (!isFull(error as NodeJS.ErrnoException)) throw error
  } finally {
    closeSync(opened)
  }
}
