import { readFileSync } from 'node:fs'

/** `started` distinguishes processes with the same pid. Without /proc both fields are empty. */
export type Process = { name: string; started: string }

/** Returns null for a zombie. */
export function findProcess(pid: number): Process | null {
  if (process.platform === 'linux') return readStat(pid)
  return isAlive(pid) ? { name: '', started: '' } : null
}

// Format: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (starttime is field 22)
function readStat(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    const fields = stat.slice(end + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    return { name: stat.slice(stat.indexOf('(') + 1, end), started: fields[19] ?? '' }
  } catch {
    return null
  }
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
