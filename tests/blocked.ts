import { asLogin } from './queue'

/** Waits until a statement waits for a lock, and returns those that do. Empty if all promises settle. */
export async function blockedStatements(running: Promise<unknown>[]): Promise<string[]> {
  const progress = { done: false }
  Promise.allSettled(running).then(() => {
    progress.done = true
  })
  while (!progress.done) {
    const waiting = await asLogin<{ query: string }>(
      `select query from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (waiting.length) return waiting.map(({ query }) => query)
  }
  return []
}
