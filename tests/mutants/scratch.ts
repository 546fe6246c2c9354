import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { query } from '../setup/databases'
import { apply, type Mutant } from './mutant'

/** Tests to run after these files have changed. */
export type Request = { files: string[]; project: string; tests: string[]; bail: boolean }

export type Failure = { file: string; test: string; name: string; message: string }

/** `unloaded` are the errors of files that could not run. */
export type Report = { ran: number; failures: Failure[]; unloaded: string[] }

const TEN_MINUTES = 10 * 60 * 1000

/** The files of the working tree that git does not ignore. */
export function listFiles(): string[] {
  const options = ['ls-files', '-co', '--exclude-standard', '-z']
  return execFileSync('git', options, { encoding: 'utf8' }).split('\0').filter(Boolean)
}

/** A copy of the working tree with its own database. */
export class Scratch {
  private vitest: ChildProcess | undefined
  private changed: string[] = []

  static async create(): Promise<Scratch> {
    const folder = mkdtempSync(path.join(tmpdir(), 'mutants-'))
    // As root, the embedded database runs as another user.
    chmodSync(folder, 0o755)
    for (const file of listFiles()) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
      cpSync(file, path.join(folder, file))
    }
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
    const scratch = new Scratch(folder)
    process.once('exit', () => {
      scratch.vitest?.kill()
      rmSync(folder, { recursive: true, force: true })
    })
    // The data is disposable.
    const { superuserUrl } = await startEmbedded(path.join(folder, '.data'))
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      await query(superuserUrl, `alter system set ${setting} = off`)
    }
    await query(superuserUrl, 'select pg_reload_conf()')
    return scratch
  }

  private constructor(private readonly folder: string) {}

  async with<T>({ file, edits, family }: Mutant, run: () => Promise<T>): Promise<T> {
    const target = path.join(this.folder, file)
    const text = readFileSync(file, 'utf8')
    // A running vitest has migrated its database, with the policies.
    if (family === 'policy') await this.stopVitest()
    writeFileSync(target, apply(text, edits))
    this.changed.push(file)
    try {
      return await run()
    } finally {
      writeFileSync(target, text)
      this.changed.push(file)
      if (family === 'policy') await this.stopVitest()
    }
  }

  /** Runs tests. Returns null if vitest ended without a report. */
  async test(request: Omit<Request, 'files'>): Promise<Report | null> {
    const vitest = await this.startVitest()
    const ended = new AbortController()
    const timer = setTimeout(() => vitest.kill(), TEN_MINUTES)
    try {
      const { signal } = ended
      vitest.send({ ...request, files: this.changed.splice(0) } satisfies Request)
      return await Promise.race([
        once(vitest, 'message', { signal }).then(([report]) => report as Report),
        once(vitest, 'exit', { signal }).then(() => null),
      ])
    } finally {
      clearTimeout(timer)
      ended.abort()
    }
  }

  private async startVitest(): Promise<ChildProcess> {
    if (this.vitest?.exitCode === null && this.vitest.signalCode === null) return this.vitest
    const { DATABASE_URL, DATABASE_URL_DIRECT, ...others } = process.env
    const data = path.join(this.folder, '.data')
    this.vitest = spawn(process.execPath, ['--import', 'tsx', 'tests/mutants/vitest-server.ts'], {
      cwd: this.folder,
      env: { ...others, DATA_DIR: data, NODE_COMPILE_CACHE: path.join(data, 'compiled') },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    await once(this.vitest, 'message')
    return this.vitest
  }

  private async stopVitest() {
    if (!this.vitest) return
    const stopped = once(this.vitest, 'exit')
    this.vitest.kill()
    await stopped
    this.vitest = undefined
  }

  async remove() {
    await this.stopVitest()
    await stopEmbedded(path.join(this.folder, '.data'))
    rmSync(this.folder, { recursive: true, force: true })
  }
}
