import type { Reporter, TestModule } from 'vitest/node'

/** Prints the ten files that took longest. */
export default class Slowest implements Reporter {
  onTestRunEnd(files: readonly TestModule[]) {
    const timed = files.map((file) => ({ file, seconds: file.diagnostic().duration / 1000 }))
    timed.sort((a, b) => b.seconds - a.seconds)
    console.log('Slowest files:')
    for (const { file, seconds } of timed.slice(0, 10)) {
      console.log(
        `${seconds.toFixed(1).padStart(7)} s  ${file.relativeModuleId} (${file.project.name})`,
      )
    }
  }
}
