import { brand } from '@/lib/brand'
import { COMMON_PASSWORDS } from './common-passwords'

type Person = { name?: string; email?: string }

/** Says why a password is easy to guess, or returns null: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver */
export function findWeakness(password: string, { name = '', email = '' }: Person): string | null {
  if (common.has(password.normalize('NFKC').toLowerCase())) {
    return 'This is one of the 10,000 most common passwords. Choose another one.'
  }
  const words = [email, email.split('@')[0] ?? '', name, ...name.split(/\s/), brand.name]
  const isDerived = words
    .map(characters)
    .some((word) => word !== '' && isSame(word, characters(password)))
  return isDerived ? `Use more than your name, your email or "${brand.name}".` : null
}

const common = new Set(COMMON_PASSWORDS.split(' '))

/** `ann2026!` is as easy to guess as `ann`. */
const isSame = (word: string, password: string) =>
  word === password || (letters(word) !== '' && letters(word) === letters(password))

const characters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const letters = (text: string) => text.replace(/^\p{N}+|\p{N}+$/gu, '')
