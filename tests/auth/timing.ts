/** Runs each function three times, in turns because load on the machine varies. Returns both medians in ms. */
export async function medianTimes(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const times: [number, number][] = []
  for (let round = 0; round < 3; round++) times.push([await elapsed(one), await elapsed(other)])
  return [median(times.map(([first]) => first)), median(times.map(([, second]) => second))] as const
}

/** Runs a function and returns how long it took, in ms. */
export async function elapsed(run: () => Promise<unknown>) {
  const start = performance.now()
  await run()
  return performance.now() - start
}

const median = (three: number[]) => three.toSorted((a, b) => a - b)[1] ?? 0
