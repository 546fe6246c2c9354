import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** Runs a command of `lib/cli` in a child process, on the database of the test. */
export function runCommand(name: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', `lib/cli/${name}.ts`, ...args], {
    env: process.env,
  })
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    const [stdout, stderr] = await output
    return { code: code ?? signal, stdout, stderr }
  })
  return { ended, kill: () => child.kill('SIGKILL') }
}
