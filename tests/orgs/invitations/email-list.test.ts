import { describe, expect, test } from 'vitest'
import { emailListField } from '@/lib/org-fields'

describe('several emails', () => {
  const [ann, bob, cleo] = ['ann@example.com', 'bob@example.com', 'cleo@example.com']

  test.each([
    [ann, [ann]],
    [`${ann}, ${bob}`, [ann, bob]],
    [`${ann},${bob}`, [ann, bob]],
    [`${ann};${bob}`, [ann, bob]],
    [`${ann} ${bob}`, [ann, bob]],
    [`${ann}\n${bob}\r\n${cleo}`, [ann, bob, cleo]],
    [`\n ${ann}\r\n\t${bob} ,; `, [ann, bob]],
    [`${ann} ${ann}`, [ann]],
    [`${ann} ANN@Example.com`, [ann]],
    [`<${ann}>`, [ann]],
    [`Ann <${ann}>`, [ann]],
    [`Ann<${ann}>`, [ann]],
    [`Ann van der Smith <${ann}>, Bob <${bob}>`, [ann, bob]],
    [`"Smith, Ann" <${ann}>`, [ann]],
    [`"Smith; Ann" <${ann}>; "Bob" <${bob}>`, [ann, bob]],
    [`"ann@home" <${ann}>`, [ann]],
    [`Zoë O’Brien-Łuczak <${ann}>\n株式会社 <${bob}>`, [ann, bob]],
    [`${ann} Bob <${bob}> ${cleo}`, [ann, bob, cleo]],
    [`Ann < ${ann} >`, [ann]],
    [`Ann <${ann}>, ${ann}; "Smith, Ann" <ANN@example.com>`, [ann]],
    [`Smith, Ann <${ann}>; Doe, Bob <${bob}>`, [ann, bob]],
    [`Smith, Ann <${ann}>, Doe, Bob <${bob}>\n${cleo}`, [ann, bob, cleo]],
    [`${ann}, Doe, Bob <${bob}>, ${cleo}`, [ann, bob, cleo]],
    [`'${ann}' <${ann}>; "Doe, Bob (Sales)" <mailto:${bob}>`, [ann, bob]],
    [`(${bob}).`, [bob]],
    [`(${ann}) [${bob}] {${cleo}}`, [ann, bob, cleo]],
    [`"${ann}", '${bob}', “${cleo}”`, [ann, bob, cleo]],
    [`mailto:${ann} MAILTO:${bob}`, [ann, bob]],
    [`${ann}. ${bob}! ${cleo}:`, [ann, bob, cleo]],
    [`\u200b${ann} \ufeff${bob}\u2060, \u202a${cleo}\u202c`, [ann, bob, cleo]],
  ])('%j is parsed without duplicates', (text, emails) => {
    expect(emailListField.parse(text)).toEqual({ emails, invalid: [] })
  })

  test.each([
    [`${ann}, bob, cleo@`, { emails: [ann], invalid: ['bob', 'cleo@'] }],
    [`Ann Smith ${ann}`, { emails: [ann], invalid: ['Ann', 'Smith'] }],
    [`bob@home <${ann}>`, { emails: [ann], invalid: ['bob@home'] }],
    [`(ann), ann\u200b@example.com`, { emails: [], invalid: ['(ann)', 'ann\u200b@example.com'] }],
    [`Ann <ann>, ${bob}`, { emails: [bob], invalid: ['ann'] }],
    [' Ann <>', { emails: [], invalid: ['Ann <>'] }],
    ['nonsense and rubbish', { emails: [], invalid: ['nonsense', 'and', 'rubbish'] }],
    ['rubbish rubbish', { emails: [], invalid: ['rubbish'] }],
    ['"', { emails: [], invalid: ['"'] }],
    ['x'.repeat(10_000), { emails: [], invalid: ['x'.repeat(10_000)] }],
  ])('invalid parts are returned separately: %j', (text, parts) => {
    expect(emailListField.parse(text)).toEqual(parts)
  })

  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => `Ann <person-${index}@example.com>`).join(' ')

  test('can be fifty', () => {
    expect(emailListField.parse(people(50)).emails).toHaveLength(50)
  })

  test.each([
    ['', 'Enter an email address.'],
    [' ,;\n', 'Enter an email address.'],
    [undefined, 'Enter an email address.'],
    [people(51), 'Invite at most 50 people at once.'],
    [`${people(50)} rubbish`, 'Invite at most 50 people at once.'],
    [people(10_000), 'Invite at most 50 people at once.'],
  ])('are rejected: %#', (text, message) => {
    expect(emailListField.safeParse(text).error?.issues[0]?.message).toBe(message)
  })

  test.each([
    'x',
    'x ',
    '"',
    '" ',
    '"x" ',
    '<',
    '<x',
    ' ',
    '>',
    '"x',
    'x@',
    ',',
    ', ',
    '(',
    ')',
    'a)',
  ])('are parsed in linear time if %j is repeated', (part) => {
    const started = performance.now()

    emailListField.safeParse(part.repeat(15_000 / part.length))

    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
