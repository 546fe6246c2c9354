import { expect, test } from 'vitest'
import { below, reachOf } from '../source'

// A whole page, and what shows nothing itself.
const ELSEWHERE = ['components/ui/local-times.tsx', 'components/forms/sign-up-form.tsx']

test('/dev/components shows every component', () => {
  const shown = new Set(below('app/dev/components/').flatMap((file) => [...reachOf(file)]))
  const components = below('components/ui/', 'components/forms/', 'components/overlays/')
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.tsx'))
  expect(components.filter((path) => !shown.has(path))).toEqual(ELSEWHERE)
})
