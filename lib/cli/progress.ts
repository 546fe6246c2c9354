import { SingleBar } from 'cli-progress'

/** Runs something that tells how far it is, and shows a bar of it from the first it tells. */
export async function withProgress<T>(
  of: string,
  run: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: `[{bar}] {value} of {total} ${of}, {duration_formatted}`,
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
