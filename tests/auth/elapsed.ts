/** How long each of the two takes, in ms: the median of three runs, in turns, as both may be held up. */
export async function medianTimes(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const times: [number, number][] = []
  for (let round = 0; round < 3; round++) times.push([await took(one), await took(other)])
  return [median(times.map(([first]) => first)), median(times.map(([, second]) => second))] as const
}

export async function took(run: () => Promise<unknown>) {
  const start = performance.now()
  await run()
  return performance.now() - start
}

const median = (three: number[]) => three.toSorted((a, b) => a - b)[1] ?? 0
