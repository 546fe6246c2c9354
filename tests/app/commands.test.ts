import { expect, test } from 'vitest'
import type { Resource } from '@/lib/define-resource'
import * as resources from '@/lib/resources'
import { below } from '../source'

const declared = Object.values<Resource>(resources)
const commands = declared.flatMap(({ commands = [] }) => commands)
const pages = declared.flatMap(({ pages = {} }) => Object.values(pages))

test('each shortcut is two letters and opens one thing', () => {
  const shortcuts = [...commands, ...pages].flatMap(({ shortcut }) => shortcut ?? [])
  expect(new Set(shortcuts).size).toBe(shortcuts.length)
  for (const shortcut of shortcuts) expect(shortcut).toMatch(/^[a-z] [a-z]$/)
})

test.each(commands)('the command "$label" opens a dialog of its page', ({ label, page }) => {
  const texts = below(`app/[orgSlug]/${page}/`).map(({ text }) => text)
  expect(texts.filter((text) => text.includes(`title="${label}"`))).toHaveLength(1)
})
