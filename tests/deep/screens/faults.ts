import type { Page } from '@playwright/test'

/** What does not fit on the screen, is too small to tap, or is cut without a title. */
export async function faultsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    const overlay = document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')
    const all = [...(overlay ?? document.body).querySelectorAll<HTMLElement>('*')]
    const shown = all.filter((element) => element.checkVisibility({ visibilityProperty: true }))
    const nameOf = (element: HTMLElement) =>
      `<${element.localName}> ${(element.ariaLabel ?? element.textContent ?? '').slice(0, 30)}`

    const width = root.clientWidth
    const wide = shown.filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return right > width + 1 || left < -1
    })
    const tooWide = overlay ? wide : root.scrollWidth > width ? wide : []

    const controls = shown.filter((element) =>
      element.matches('a, button, select, textarea, summary, input:not([type=hidden])'),
    )
    // A link in a sentence is exempt: its lines are close together.
    const targets = controls
      .filter((element) => !element.matches('p a, td a, :disabled, [href="#content"]'))
      // A tap on the label around a checkbox checks it.
      .map((element) => element.closest('label') ?? element)
    const small = targets.filter((element) => {
      element.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = element.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      const inReach = (dx: number, dy: number) => {
        const hit = document.elementFromPoint(x + dx, y + dy)
        return hit && element.contains(hit)
      }
      return ![inReach(0, 21), inReach(0, -21), inReach(21, 0), inReach(-21, 0)].every(Boolean)
    })

    const cut = shown.filter(
      (element) =>
        getComputedStyle(element).textOverflow === 'ellipsis' &&
        element.scrollWidth > element.clientWidth &&
        !element.matches('input') &&
        !element.closest('[title]') &&
        !element.querySelector('[title]'),
    )
    scrollTo(0, 0)
    const faults = [
      ...tooWide.map((element) => `too wide: ${nameOf(element)}`),
      ...small.map((element) => `too small: ${nameOf(element)}`),
      ...cut.map((element) => `no title: ${nameOf(element)}`),
    ]
    return [...new Set(faults)]
  })
}
