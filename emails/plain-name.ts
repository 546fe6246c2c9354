/** One line of at most 80 characters. Mail clients find no URLs in it to turn into links. */
export function plainName(name: string) {
  return shortName(name).replace(/[.:@](?=\S)/g, `$&${ZERO_WIDTH_NON_JOINER}`)
}

/** For subjects, where clients do not create links. */
export function shortName(name: string) {
  const line = name.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length > 80 ? `${characters.slice(0, 79).join('').trimEnd()}…` : line
}

// Ends a link without being visible.
const ZERO_WIDTH_NON_JOINER = '\u200C'

// Control characters could break the header. Marks that reverse the text could disguise the name.
const UNPRINTABLE = /[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu
