import { expect, test } from 'vitest'
import { elementsIn, markupDifference } from '@/bench/pages/markup'

const page = (main: string) => `<html><head><title>Acme</title></head><body>${main}</body></html>`

test('scripts, comments and attributes make no difference', () => {
  const app =
    '<div hidden=""><!--$--><!--/$--></div><p id="a">A<!-- -->b</p><script src="/a.js"></script><script>"<b>"</script>'
  const [left, right] = [elementsIn(page(app)), elementsIn(page('<p class="b">Ab</p>'))]
  expect(left).toEqual(['body', 'p'])
  expect(markupDifference(left, right)).toBeUndefined()
})

test('another element, and one too few or too many at the end, are differences', () => {
  const app = elementsIn(page('<ul><li>1</li><li>2</li></ul>'))
  expect(markupDifference(app, elementsIn(page('<ol><li>1</li><li>2</li></ol>')))).toContain(
    'ol instead of ul',
  )
  const [short, long] = [elementsIn(page('<ul><li>1</li></ul>')), [...app, 'li']]
  expect(markupDifference(app, short)).toContain('has 3 elements')
  expect(markupDifference(app, long)).toContain('has 5 elements')
})
