/** Finds secrets in a response. Secrets that the request itself contained do not count. */
export type FindLeaks = (response: string, sent: unknown) => string[]

/**
 * Each id, name, slug and email of the tests contains a piece of a random uuid, which survives any
 * encoding. Finds the pieces in `secret` that are not in `known`, with or without their hyphen.
 */
export function leaksOf(secret: unknown, known: unknown): FindLeaks {
  const knownPieces = new Set(uuidPiecesIn(known))
  const pieces = uuidPiecesIn(secret).filter((piece) => !knownPieces.has(piece))
  return (response, sent) => {
    const [text, request] = [plain(response), plain(JSON.stringify(sent) ?? '')]
    return pieces
      .filter((piece) => text.includes(piece) && !request.includes(piece))
      .map((piece) => `…${text.slice(Math.max(0, text.indexOf(piece) - 80)).slice(0, 160)}…`)
  }
}

export function uuidPiecesIn(value: unknown): string[] {
  const found = JSON.stringify(value).matchAll(/[0-9a-f]{8}-[0-9a-f]{4}/g)
  return [...new Set([...found].map(([piece]) => plain(piece)))]
}

const plain = (text: string) => text.toLowerCase().replaceAll('-', '')
