import { asLogin } from './queue'

/** The statements that wait for a lock, as soon as any does; none if everything gets through without. */
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
