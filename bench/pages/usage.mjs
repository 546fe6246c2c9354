// Preloaded into each server: only the process itself can read these figures on every platform.
process.on('message', ({ collect }) => {
  if (collect) globalThis.gc()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  process.send({ cpuMs: (user + system) / 1000, rssMB: rss / 2 ** 20, heapMB: heapUsed / 2 ** 20 })
})
process.on('disconnect', () => process.exit())
