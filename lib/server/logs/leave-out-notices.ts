import { format } from 'node:util'

/** Leaves out what Next prints at each start although nothing has to be done about it. */
export function leaveOutNotices() {
  for (const method of ['log', 'warn'] as const) {
    const write = console[method]
    console[method] = (...values: unknown[]) => {
      const text = format(...values)
      if (!NOTICES.some((notice) => notice.test(text))) write(...values)
    }
  }
}

const NOTICES = [
  // docs/decisions/edge-middleware.md
  /"middleware" file convention is deprecated/,
  /Experiments \(use with caution\)|[✓·] (authInterrupts|serverActions)/,
  /Running next\.config\.ts took/,
]
