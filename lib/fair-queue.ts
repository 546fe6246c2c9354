import { AppError } from '@/lib/errors'

type Waiting = { start: () => void; refuse: (error: AppError) => void }

/**
 * Runs up to `maxRunning` tasks at once. Clients with waiting tasks take turns. If more than `maxWaiting`
 * tasks wait, the newest one of the client that has the most rejects with `rate_limited`.
 */
export function fairQueue(maxRunning: number, maxWaiting: number) {
  // In the order of their turns.
  const clients = new Map<string, Waiting[]>()
  let running = 0

  return async <T>(client: string, task: () => Promise<T>): Promise<T> => {
    if (running < maxRunning) running++
    else await new Promise<void>((start, refuse) => wait(client, { start, refuse }))
    try {
      return await task()
    } finally {
      startNext()
    }
  }

  function wait(client: string, task: Waiting) {
    clients.set(client, [...(clients.get(client) ?? []), task])
    if ([...clients.values()].flat().length > maxWaiting) refuseOne()
  }

  function refuseOne() {
    let [longest] = clients
    for (const entry of clients) if (entry[1].length >= (longest?.[1].length ?? 0)) longest = entry
    if (!longest) return
    const [client, tasks] = longest
    const newest = tasks.pop()
    if (!tasks.length) clients.delete(client)
    newest?.refuse(new AppError('rate_limited', 'The server is busy. Try again in a minute.'))
  }

  function startNext() {
    const [first] = clients
    if (!first) {
      running--
      return
    }
    const [client, [next, ...rest]] = first
    clients.delete(client)
    if (rest.length) clients.set(client, rest)
    next?.start()
  }
}
