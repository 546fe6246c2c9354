import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { copyProject } from './project-copy'

vi.setConfig({ testTimeout: 1_200_000 })

const RESOURCE = ['gherkin', 'name:text', 'weight:integer?', 'packed:date', 'project:belongs-to']

const project = copyProject('remove-orgs')
afterAll(project.remove)

const passed = { ok: true, output: expect.any(String) }
const remove = (...options: string[]) => project.run('remove:orgs', '--yes', ...options)
const file = (name: string) => path.join(project.root, name)

test('with changes that are not committed, nothing is removed', () => {
  appendFileSync(file('README.md'), '\nMine\n')
  const before = project.changes()

  expect(remove()).toEqual({ ok: false, output: expect.stringContaining('Commit them first') })

  expect(project.changes()).toBe(before)
  project.reset()
})

test('a file that was changed beyond recognition is named, and nothing is removed', () => {
  const changed = readFileSync(file('middleware.ts'), 'utf8').replaceAll(/tenancy|resolve/g, 'mine')
  writeFileSync(file('middleware.ts'), changed)
  project.commit()

  const { ok, output } = remove()

  expect({ ok, output }).toEqual({ ok: false, output: expect.stringContaining('middleware.ts') })
  expect(project.changes()).toBe('')
  project.undo()
})

test('organizations are removed, also from a generated resource', () => {
  expect(project.run('generate', 'resource', ...RESOURCE)).toEqual(passed)
  project.commit()

  const { ok, output } = remove()

  expect({ ok, output }).toEqual({
    ok: true,
    output: expect.stringMatching(/^This deletes \d+ files:[\s\S]*Organizations are removed\./),
  })
})

test('the remaining app passes its check and its tests', () => {
  expect(project.run('check')).toEqual(passed)
  expect(project.run('test:unit')).toEqual(passed)
  expect(project.run('test:unit:deep', 'tests/projects', 'tests/attack')).toEqual(passed)
})

test('it is built, and a person signs up, creates a project and signs out', () => {
  expect(project.run('test:e2e')).toEqual(passed)
})
