import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Files } from './files'

export function localFiles(folder: string): Files {
  const pathOf = (key: string) => path.join(folder, key)
  return {
    write: async (key, bytes) => {
      await mkdir(path.dirname(pathOf(key)), { recursive: true })
      // A reader never sees half a file.
      await writeFile(`${pathOf(key)}.part`, bytes)
      await rename(`${pathOf(key)}.part`, pathOf(key))
    },
    read: async (key) => {
      try {
        return new Uint8Array(await readFile(pathOf(key)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  }
}
