import { constants } from 'node:os'

/** Runs `work`, which must be synchronous, when this process ends in any way but a kill or a crash of Node. */
export function onExit(work: () => void) {
  process.on('exit', work)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, exitUnlessOthersDecide)
  }
}

// A signal without listeners would end the process without its exit hooks. Where somebody else
// listens, as Next does, ending is theirs. Whom we do not count: proper-lockfile listens through
// signal-exit, which ends nothing unless it is alone, and keeps the number of its listeners here.
function exitUnlessOthersDecide(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
  const { __signal_exit_emitter__: signalExit } = process as {
    __signal_exit_emitter__?: { count: number }
  }
  const others = process.listenerCount(signal) - 1 - (signalExit?.count ?? 0)
  if (others <= 0) process.exit(128 + constants.signals[signal])
}
