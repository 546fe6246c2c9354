/** The elements of the body in order, without scripts and the empty element that Next begins it with. */
export function elementsIn(html: string): string[] {
  const body = html
    .slice(html.indexOf('<body'))
    .replace(/<script[\s\S]*?<\/script>|<div hidden="">(<!--[\s\S]*?-->)*<\/div>/g, '')
  return body.match(/<[a-z0-9]+/g)?.map((tag) => tag.slice(1)) ?? []
}

/** Where the floor has other elements than the page of the app, which makes the comparison unfair. */
export function markupDifference(app: string[], floor: string[]): string | undefined {
  const at = app.findIndex((tag, index) => tag !== floor[index])
  if (at === -1 && app.length === floor.length) return undefined
  return `The floor has ${floor.length} elements and the app ${app.length}. They differ from element ${at}: ${floor[at]} instead of ${app[at]}.`
}
