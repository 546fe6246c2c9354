const logged = new Set<string>()

/** Warns about something that every request would repeat. The text must be the same each time. */
export function logOnce(text: string) {
  if (logged.has(text)) return
  logged.add(text)
  console.warn(text)
}
