/** Runs each function three times, in turns because load on the machine varies. Returns both shortest times in ms. */
export async function shortestTimes(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const shortest: [number, number] = [Infinity, Infinity]
  for (let round = 0; round < 3; round++) {
    shortest[0] = Math.min(shortest[0], await elapsed(one))
    shortest[1] = Math.min(shortest[1], await elapsed(other))
  }
  return shortest
}

/** Runs a function and returns how long it took, in ms. */
export async function elapsed(run: () => Promise<unknown>) {
  const start = performance.now()
  await run()
  return performance.now() - start
}
