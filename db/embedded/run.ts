import { spawn } from 'node:child_process'

export type Command = { file: string; args: string[]; env: NodeJS.ProcessEnv }

export async function run({ file, args, env }: Command, stdio: 'pipe' | 'ignore' = 'pipe') {
  return new Promise<string>((resolve, reject) => {
    let output = ''
    const child = spawn(file, args, { env, stdio: ['ignore', stdio, stdio], windowsHide: true })
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    const interrupt = () => child.kill('SIGINT')
    process.once('exit', interrupt)
    child.once('close', () => process.off('exit', interrupt))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(output.trim()))))
  })
}

export function sleepSync(milliseconds: number) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
