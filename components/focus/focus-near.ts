const neighbors = new WeakMap<Node, (Node | null)[]>()

export function rememberRows({ removedNodes, nextSibling, previousSibling }: MutationRecord) {
  for (const node of removedNodes) neighbors.set(node, [nextSibling, previousSibling])
}

/** Focuses the same control in the row after a removed one, or before it. Otherwise the page's heading. */
export function focusNear(removed: Element) {
  const row = removed.closest('li, tr')
  const rows = (row && neighbors.get(row)) ?? []
  const next = rows.find((node) => node instanceof Element && node.isConnected)
  const control = next && controlsIn(next)[controlsIn(row).indexOf(removed)]
  if (control instanceof HTMLElement) return control.focus()
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

const controlsIn = (row: Node | null): Element[] =>
  row instanceof Element ? [...row.querySelectorAll('a, button')] : []
