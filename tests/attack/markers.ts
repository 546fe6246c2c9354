import type { Acme } from './acme'
import type { Attacker } from './attackers'
import { belongingsOf } from './belongings'

/** Finds what belongs to Acme in an answer. What the attacker has typed, the answer may repeat. */
export type FindLeaks = (answer: string, typed: unknown) => string[]

/**
 * Every id, name and address in the rows of Acme begins or ends with a piece of a random uuid, which
 * survives any encoding: that is what is looked for, with its hyphen or without. What an attacker
 * knows of themselves is theirs.
 */
export async function findLeaksOf(acme: Acme, attacker?: Attacker): Promise<FindLeaks> {
  return findPiecesOf(await belongingsOf(acme), attacker ?? '')
}

export function findPiecesOf(secret: unknown, known: unknown): FindLeaks {
  const others = new Set(piecesIn(known))
  const pieces = piecesIn(secret).filter((piece) => !others.has(piece))
  return (answer, typed) => {
    const [seen, said] = [plain(answer), plain(JSON.stringify(typed) ?? '')]
    return pieces
      .filter((piece) => seen.includes(piece) && !said.includes(piece))
      .map((piece) => `…${seen.slice(Math.max(0, seen.indexOf(piece) - 80)).slice(0, 160)}…`)
  }
}

export function piecesIn(rows: unknown): string[] {
  const found = JSON.stringify(rows).matchAll(/[0-9a-f]{8}-[0-9a-f]{4}/g)
  return [...new Set([...found].map(([piece]) => plain(piece)))]
}

const plain = (text: string) => text.toLowerCase().replaceAll('-', '')
