/**
 * A name that somebody typed, made safe to stand in our mail: one line, at most 80 characters, and
 * nothing in it that a mail client would turn into a link of the sender's choosing.
 */
export function plainName(name: string) {
  return shortName(name).replace(/[.:@](?=\S)/g, `$&${unseen}`)
}

/** The same without the invisible breaks, for subjects: these are never made into links. */
export function shortName(name: string) {
  const line = name.replace(unprintable, ' ').replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length > 80 ? `${characters.slice(0, 79).join('').trimEnd()}…` : line
}

// A zero-width non-joiner: it ends a link, takes no room, and unlike a space survives as text.
const unseen = '\u200C'

// Control characters would break the header, and those that reverse the text could disguise it.
const unprintable = /[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu
