import { expect, test } from 'vitest'
import { planResource } from '@/generate/resource'

const TITLE = 'name:text'

test.each([
  ['Invoice', 'use lower-case letters and hyphens'],
  ['in voice', 'use lower-case letters and hyphens'],
  ['../invoice', 'use lower-case letters and hyphens'],
  ['1st-invoice', 'use lower-case letters and hyphens'],
  ['invoice-', 'use lower-case letters and hyphens'],
  ['x'.repeat(31), 'use at most 30 characters'],
  ['invoices', 'Use the singular: invoice.'],
  ['people', 'Use the singular: person.'],
  ['news', 'has no separate plural form. Choose another name, such as news-item.'],
  ['equipment', 'has no separate plural form'],
  ['class', 'is a reserved word of JavaScript'],
  ['map', 'is a reserved word of JavaScript'],
  ['await', 'is a reserved word of JavaScript'],
  ['reference', 'is a reserved word of SQL'],
  ['invitation', 'is taken: /invitations is a page outside the organizations'],
  ['project', 'is taken: app/[orgSlug]/projects exists'],
  ['name', 'is taken: lib/names exists'],
  ['task', 'is taken: db/schema/tenant/tasks.ts exists'],
  ['user', 'is taken: db/schema/system/users.ts has it'],
  ['activity', 'is taken: lib/audit/resource.ts has it'],
  ['link', 'means something else in the code'],
  ['org-scope', 'means something else in the code'],
  ['column', 'means something else in the code'],
])('the name %s is refused', (name, message) => {
  expect(() => planResource(name, [TITLE])).toThrow(message)
})

test.each([
  [[], 'A resource needs a text as its title, such as name:text.'],
  [['amount:integer', 'note:text?'], 'A resource needs a text as its title'],
  [['name'], '"name": write a field as name:type, such as amount:integer.'],
  [['name:'], 'write a field as name:type'],
  [['name:text??'], 'write a field as name:type'],
  [['name:string'], 'the types are text, integer, boolean, date, belongs-to.'],
  [['Name:text'], 'use lower-case letters and hyphens, such as due-date.'],
  [[`${'x'.repeat(31)}:text`], 'use at most 30 characters'],
  [[TITLE, 'name:integer'], 'Two fields would be called name.'],
  [[TITLE, 'project:belongs-to', 'project-name:text'], 'Two fields would be called projectName.'],
  [[TITLE, 'paid:boolean?'], 'leave out the "?"'],
  [[TITLE, 'owner:belongs-to'], 'There is no resource "owner" to belong to.'],
  [[TITLE, 'task:belongs-to'], 'There is no resource "task" to belong to.'],
  [[TITLE, 'order:integer'], '"order" is a reserved word of SQL.'],
  [[TITLE, 'id:text'], '"id" cannot be the name of a field.'],
  [[TITLE, 'created-at:date'], 'cannot be the name of a field'],
  [[TITLE, 'project-id:text'], 'cannot be the name of a field'],
  [[TITLE, 'api-token:text'], 'cannot be the name of a field'],
  [[TITLE, 'constructor:text'], 'cannot be the name of a field'],
])('the fields %j are refused', (fields, message) => {
  expect(() => planResource('gherkin', fields)).toThrow(message)
})

test.each(['gherkin', 'gherkin-company', 'gherkin-status', 'class-of-gherkin', 'new-gherkin'])(
  'the name %s is accepted',
  (name) => {
    const fields = [TITLE, 'note:text?', 'paid:boolean', 'due:date?', 'project:belongs-to?']
    expect(planResource(name, fields).size).toBeGreaterThan(10)
  },
)

test('the files are named after the resource', () => {
  const files = [...planResource('pickled-gherkin', [TITLE]).keys()]
  expect(files).toEqual(
    expect.arrayContaining([
      'app/[orgSlug]/pickled-gherkins/[pickledGherkinId]/page.tsx',
      'app/[orgSlug]/pickled-gherkins/new-pickled-gherkin.tsx',
      'db/schema/tenant/pickled-gherkins.ts',
      'lib/pickled-gherkins/pickled-gherkins.ts',
      'tests/pickled-gherkins/pickled-gherkins.test.ts',
    ]),
  )
})
