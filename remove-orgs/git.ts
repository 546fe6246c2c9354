import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The files that git knows or would add. */
export function listFiles(): string[] {
  return git('ls-files', '-z', '-co', '--exclude-standard').split('\0').filter(existsSync)
}

export const isClean = () => git('status', '--porcelain') === ''

/** Forgets all changes since the last commit. Ignored files, such as `.data`, stay. */
export function restore() {
  git('reset', '--hard', '--quiet')
  git('clean', '-fd', '--quiet')
}

/** Applies what fits of the patches. Returns the places that differ from what they expect. */
export function applyPatches(patches: string[]): string[] {
  return patches.flatMap((patch) => {
    // After a refused patch, git skips those that follow.
    const options = ['apply', '--reject', '-C1', patch]
    const { stderr } = spawnSync('git', options, { encoding: 'utf8' })
    return stderr.split('\n').filter((line) => line.startsWith('error: patch failed'))
  })
}

export function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 100_000_000 })
}
