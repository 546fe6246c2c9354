import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { allOrNothing, filesIn, remove, write } from '@/generate/all-or-nothing'

test('a change that fails leaves the files and folders as they were', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'all-or-nothing-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const at = (name: string) => path.join(root, name)
  for (const name of ['changed', 'removed', 'folder/removed']) write(at(name), 'before')

  const change = () => {
    writeFileSync(at('changed'), 'after')
    for (const name of ['removed', 'folder/removed']) remove(at(name))
    for (const name of ['added', 'new/nested/added']) write(at(name), 'after')
    throw new Error('failed')
  }
  const paths = ['changed', 'removed', 'folder', 'added', 'new'].map(at)

  expect(() => allOrNothing(paths, change)).toThrow('failed')
  expect(filesIn(root).sort()).toEqual(['changed', 'folder/removed', 'removed'].map(at))
  for (const file of filesIn(root)) expect(readFileSync(file, 'utf8')).toBe('before')
})
