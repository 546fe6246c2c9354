import { expect, test } from 'vitest'
import { activityQuery, cursorOf } from '@/lib/audit/activity-query'

const id = '0197a2e4-5b1c-4c7e-9d3a-2f8e6b4a1c00'
const day = '2026-02-28'

test('valid parameters are parsed', () => {
  const createdAt = new Date('2026-02-28T10:20:30.456Z')
  const before = cursorOf({ createdAt, id })
  const params = { action: 'project.create', member: ' Ann ', from: day, to: day, before }
  expect(activityQuery.parse(params)).toEqual({
    ...params,
    member: 'Ann',
    before: { createdAt, id },
  })
})

test.each([
  { action: 'org.explode' },
  { action: ['project.create', 'project.delete'] },
  { action: 'toString' },
  { member: '  ' },
  { member: 'An\0n' },
  { member: 'x'.repeat(101) },
  { from: '2026-02-29' },
  { from: '0000-01-01' },
  { to: '12026-01-01' },
  { to: [day] },
  { before: id },
  { before: `yesterday_${id}` },
  { before: `0000-01-01T00:00:00.000Z_${id}` },
  { before: `${day}T10:20:30.456Z_1` },
  { before: [`${day}T10:20:30.456Z_${id}`] },
  { action: '', member: '', from: '', to: '' },
  { org: 'globex' },
])('invalid parameters are ignored: %j', (params) => {
  expect(activityQuery.parse(params)).toEqual({})
})
