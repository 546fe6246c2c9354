import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

/** Runs `change`. If it fails, the files and folders `paths` are as they were before. */
export function allOrNothing(paths: string[], change: () => void) {
  const before = new Map(paths.flatMap(filesIn).map((file) => [file, readFileSync(file)]))
  // Ctrl+C ends the commands that `change` runs. That is an error here, too.
  const ignore = () => {}
  process.on('SIGINT', ignore)
  try {
    change()
  } catch (error) {
    for (const file of paths.flatMap(filesIn)) if (!before.has(file)) remove(file)
    for (const [file, content] of before) write(file, content)
    throw error
  } finally {
    process.off('SIGINT', ignore)
  }
}

export function write(file: string, content: string | Buffer) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** Removes a file, and its folders if they are empty then. */
export function remove(file: string) {
  rmSync(file)
  let folder = path.dirname(file)
  while (!readdirSync(folder).length) {
    rmSync(folder, { recursive: true })
    folder = path.dirname(folder)
  }
}

/** The file, or all files in the folder. */
export function filesIn(one: string): string[] {
  if (!existsSync(one)) return []
  if (!statSync(one).isDirectory()) return [one]
  return readdirSync(one).flatMap((name) => filesIn(path.posix.join(one, name)))
}
