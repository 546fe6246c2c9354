/** Runs `stop` before the listeners that are there already, because Next's listener ends the process. */
export function stopFirst(stop: () => Promise<void>) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const others = process.listeners(signal)
    process.removeAllListeners(signal)
    process.once(signal, async () => {
      for (const listener of others) process.on(signal, listener)
      await stop().catch(() => {})
      for (const listener of others) listener(signal)
    })
  }
}
