/** Letters that Unicode does not split into a letter and an accent. */
export const LATIN = { Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Ħ: 'H', Æ: 'AE', Œ: 'OE', Þ: 'TH', ẞ: 'SS' }

/** For searches: names that differ only in case and accents become the same text. */
export function foldName(name: string): string {
  const letters = name.normalize('NFKD').replace(ACCENTS, '').toUpperCase()
  return Object.entries(LATIN).reduce((text, [from, to]) => text.replaceAll(from, to), letters)
}

// Latin, Greek, Cyrillic and Arabic. Marks of other scripts are parts of the letters.
export const ACCENTS = /[\u0300-\u036f\u064b-\u065f]/g
