/** One line of at most 80 characters. Mail clients find no URLs and phone numbers in it to turn into links. */
export function plainName(name: string) {
  return shorten(name)
    .replace(/[.:@\u3002\uff0e\uff61](?=\S)/g, `$&${ZERO_WIDTH_NON_JOINER}`)
    .replace(PHONE_NUMBER, (number) => number.replace(/\p{Nd}/gu, `$&${ZERO_WIDTH_NON_JOINER}`))
}

function shorten(name: string) {
  const line = name.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length > 80 ? `${characters.slice(0, 79).join('').trimEnd()}…` : line
}

// Ends a link without being visible.
const ZERO_WIDTH_NON_JOINER = '\u200C'

const PHONE_NUMBER = /\p{Nd}(?:[^\p{Nd}\p{L}]{0,4}\p{Nd}){4,}/gu

// Control characters could break the header. Marks that reverse the text could disguise the name.
const UNPRINTABLE = /[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu
