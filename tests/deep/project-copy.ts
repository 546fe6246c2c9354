import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'

export type ProjectCopy = ReturnType<typeof copyProject>

/** Copies the working tree to a folder in `.data` and creates a git repository there. */
export function copyProject(name: string) {
  const root = path.resolve('.data', name)
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const files = execFileSync('git', list, { encoding: 'utf8' }).trim().split('\n')
  for (const file of files) cpSync(file, path.join(root, file), { recursive: true })
  // Hard links, because the build follows no links to folders outside.
  execFileSync('cp', ['-al', 'node_modules', root])
  // The compiler writes here, into files that both would share.
  rmSync(path.join(root, 'node_modules/.cache'), { recursive: true, force: true })
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...AUTHOR } })
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Before')
  return {
    root,
    /** Runs an npm script. */
    run: (script: string, ...args: string[]): Result => {
      const command = ['run', '--silent', script, '--', ...args]
      const child = spawnSync('npm', command, { cwd: root, encoding: 'utf8', env: ENV })
      return { ok: child.status === 0, output: `${child.stdout}${child.stderr}` }
    },
    commit: () => void [git('add', '--all'), git('commit', '--quiet', '--message', 'After')],
    /** Takes back the last commit. */
    undo: () => void git('reset', '--hard', '--quiet', 'HEAD~1'),
    /** What differs from the last commit. Empty if nothing does. */
    changes: () => git('status', '--porcelain'),
    /** Takes back what differs from the last commit. */
    reset: () => void [git('checkout', '--quiet', '.'), git('clean', '--quiet', '-d', '--force')],
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

export type Result = { ok: boolean; output: string }

const AUTHOR = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
}

// Without the variables of this test run, such as DATABASE_URL.
const ENV = Object.fromEntries(
  ['PATH', 'HOME', 'CI', 'E2E_PORT'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  }),
) as NodeJS.ProcessEnv
