import { SingleBar } from 'cli-progress'

/** Shows a progress bar such as `3 of 10 organizations` from the first call of `onProgress`. */
export async function withProgress<T>(
  noun: string,
  run: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: `[{bar}] {value} of {total} ${noun}, {duration_formatted}`,
    linewrap: true,
    noTTYOutput: true,
  })
  try {
    return await run((done, total) => {
      if (!bar.isActive) bar.start(total, 0)
      bar.setTotal(total)
      bar.update(done)
    })
  } finally {
    bar.stop()
  }
}
