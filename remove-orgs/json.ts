import { readFileSync, writeFileSync } from 'node:fs'

export const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8'))

export const writeJson = (file: string, content: object) =>
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
