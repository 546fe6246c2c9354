import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules of axe that the page violates, and where. It has no access to the mails in frames. */
export async function violationsOn(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude('iframe').options({
    rules: { 'label-content-name-mismatch': { enabled: true } }, // off by default
  })
  const { violations, passes } = await axe.analyze()
  expect(passes).not.toEqual([])
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  )
}
