import { constants } from 'node:os'

/** Runs synchronous `work` when the process ends, except by SIGKILL or a crash of Node. */
export function onExit(work: () => void) {
  process.on('exit', work)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, exitUnlessHandled)
  }
}

// Other listeners, such as those of Next, end the process themselves. The listeners of signal-exit,
// which proper-lockfile uses, do not, so they are not counted.
function exitUnlessHandled(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
  const { __signal_exit_emitter__: signalExit } = process as {
    __signal_exit_emitter__?: { count: number }
  }
  const others = process.listenerCount(signal) - 1 - (signalExit?.count ?? 0)
  if (others <= 0) process.exit(128 + constants.signals[signal])
}
