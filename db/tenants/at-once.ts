/** Runs it for each of them, so many at a time. */
export async function forEachOf<T>(
  items: T[],
  atOnce: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const work = async () => {
    for (const item of left) await run(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
