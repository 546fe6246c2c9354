import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

// While a menu is open, Radix hides the page behind it from screen readers.
const WHILE_A_MENU_IS_OPEN = [
  'aria-hidden-focus',
  'landmark-one-main',
  'page-has-heading-one',
  'region',
]

/** The rules of axe that the page violates, and where. It has no access to the mails in frames. */
export async function violationsOn(page: Page): Promise<string[]> {
  const hasMenu = await page.getByRole('menu').isVisible()
  const off = hasMenu ? WHILE_A_MENU_IS_OPEN : []
  const axe = new AxeBuilder({ page }).exclude('iframe').options({
    rules: {
      'label-content-name-mismatch': { enabled: true }, // off by default
      ...Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
    },
  })
  const { violations, passes } = await axe.analyze()
  expect(passes).not.toEqual([])
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  )
}
