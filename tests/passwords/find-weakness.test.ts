import { expect, test } from 'vitest'
import { brand } from '@/lib/brand'
import { findWeakness } from '@/lib/passwords/find-weakness'

const ann = { name: 'Ann Quinn', email: 'aquinn84@example.com' }

test.each([
  'password',
  '12345678',
  'Password1',
  'P@SSW0RD',
  'abcdefgh',
  '00000000',
  'ｐａｓｓｗｏｒｄ',
])('a common password is weak: %s', (password) => {
  expect(findWeakness(password, {})).toMatch('one of the 10,000 most common')
})

test.each([
  ...['aquinn84@example.com', 'AQuinn84', 'aquinn2026', 'annquinn', 'Ann-Quinn', 'quinn123!'],
  ...['12345ann', brand.name, `${brand.name.toLowerCase()}2026!`],
])('a password made of the name, the email or the product is weak: %s', (password) => {
  expect(findWeakness(password, ann)).toMatch('Use more than your name')
})

test.each(['correct horse battery', 'annie get your gun', 'пароль Анны', '!!!!!!!!', '84627194'])(
  'no composition is required: %s',
  (password) => {
    expect(findWeakness(password, ann)).toBe(null)
    expect(findWeakness(password, {})).toBe(null)
  },
)

test('the words of one person are no weakness for another', () => {
  expect(findWeakness('aquinn2026', { name: 'Bob', email: 'bob@example.com' })).toBe(null)
})
