import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { copyProject } from '../project-copy'

vi.setConfig({ testTimeout: 900_000 })

const GHERKIN = ['gherkin', 'name:text', 'weight:integer', 'packed:date', 'sour:boolean']
const JAR = ['gherkin-jar', 'size:integer?', 'opened:date?', 'code:text', 'note:text?']
const PARENTS = ['gherkin:belongs-to', 'project:belongs-to?']
// Their services and tables, and what holds for all of them.
const PATTERN = ['--testNamePattern', '[Gg]herkin|every ', '--reporter', 'verbose']

const project = copyProject('generate')
afterAll(project.remove)

const passed = { ok: true, output: expect.any(String) }
const refused = (sentence: string) => ({ ok: false, output: expect.stringContaining(sentence) })
const generate = (...args: string[]) => project.run('generate', 'resource', ...args)
const destroy = (name: string) => project.run('destroy', 'resource', name)
const migrations = () => readdirSync(path.join(project.root, 'db/migrations/tenant')).length

test('without arguments, the usage is printed', () => {
  expect(project.run('generate')).toEqual({ ok: true, output: expect.stringContaining('Usage:') })
})

test('resources with every type of field are generated and pass the check without editing', () => {
  expect(generate(...GHERKIN)).toEqual(passed)
  expect(generate(...JAR, ...PARENTS)).toEqual(passed)

  expect(project.run('check')).toEqual(passed)
})

test('they pass their tests and those of every resource', () => {
  const files = [
    'gherkins',
    'gherkin-jars',
    'app/guards',
    'app/commands',
    'architecture',
    'seed/seed',
  ]
  expect(project.run('test:unit', ...files.map((name) => `tests/${name}`))).toEqual(passed)
})

test('the attack suite covers them', () => {
  const attacks = project.run('test:unit', 'tests/attack', ...PATTERN)
  expect(attacks).toEqual(passed)
  for (const service of ['createGherkin', 'updateGherkinJar', 'listProjectOptions']) {
    expect(attacks.output).toContain(service)
  }
})

test('they pass their browser tests', () => {
  expect(project.run('test:e2e', 'gherkin')).toEqual(passed)
})

test('destroying them restores the project', () => {
  expect(destroy('gherkin')).toEqual(refused('refers to gherkins. Destroy that resource first.'))
  expect(destroy('gherkin-jar')).toEqual(passed)
  expect(destroy('gherkin')).toEqual(passed)

  expect(project.changes()).toBe('')
})

test('bad input writes nothing', () => {
  expect(generate('gherkins', 'name:text')).toEqual(refused('Use the singular: gherkin.'))
  expect(generate('gherkin', 'name:word')).toEqual(refused('the types are'))
  expect(project.run('generate', 'page', 'gherkin')).toEqual(refused('Usage:'))
  expect(destroy('project')).toEqual(refused('"project" is not a generated resource.'))

  expect(project.changes()).toBe('')
})

test('a failure halfway changes nothing in the project', () => {
  const pending = 'db/schema/tenant/pending.ts'
  const schema = readFileSync(path.join(project.root, 'db/schema/tenant/projects.ts'), 'utf8')
  const write = (text: string) => writeFileSync(path.join(project.root, pending), text)

  write(schema.replaceAll('projects', 'pending'))
  expect(generate(...GHERKIN)).toEqual(refused('db/schema has other changes.'))
  expect(project.changes()).toBe(`?? ${pending}\n`)

  write('export const broken = (')
  expect(generate(...GHERKIN)).toEqual(refused('pending.ts'))
  expect(project.changes()).toBe(`?? ${pending}\n`)
  project.reset()
})

test('a file that was changed is kept, and a migration that is not the last one is reverted by another', () => {
  expect(generate(...GHERKIN)).toEqual(passed)
  expect(generate('fennel', 'name:text')).toEqual(passed)
  const service = path.join(project.root, 'lib/gherkins/gherkins.ts')
  const text = readFileSync(service, 'utf8')
  writeFileSync(service, `${text}// changed\n`)
  const before = project.changes()

  expect(destroy('gherkin')).toEqual(refused('lib/gherkins/gherkins.ts'))
  expect(project.changes()).toBe(before)

  writeFileSync(service, text)
  const count = migrations()
  expect(destroy('gherkin')).toEqual(passed)
  expect(migrations()).toBe(count + 1)
  expect(project.changes()).toMatch(/drop_gherkins\.sql/)
  expect(project.changes()).not.toMatch(/lib\/gherkins|app\/.*gherkins/)
  project.reset()
})
