import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

const pictures = readdirSync('docs/images')

test('the landing page or the README shows each picture, in both themes', () => {
  const shown = ['README.md', 'app/(marketing)/page.tsx'].map((file) => readFileSync(file, 'utf8'))
  expect(pictures.filter((name) => !shown.join().includes(`docs/images/${name}`))).toEqual([])
  const names = (theme: string) =>
    pictures.filter((name) => name.endsWith(`-${theme}.webp`)).map((name) => name.split('-')[0])
  expect(names('light')).toContain('dashboard')
  expect(names('dark')).toEqual(names('light'))
})

// A visitor loads them with the landing page.
test('no picture has more than 150 KB', () => {
  const large = pictures.filter((name) => statSync(`docs/images/${name}`).size > 150_000)
  expect(large).toEqual([])
})
