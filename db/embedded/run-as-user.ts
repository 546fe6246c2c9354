import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'

export type User = { name: string; uid: number; gid: number }

/** PostgreSQL refuses to run as root. Returns another user to run it as, or null if not root. */
export function findUnprivilegedUser(folder: string): User | null {
  if (process.getuid?.() !== 0) return null
  const users = existsSync('/etc/passwd') ? readUsers() : []
  const owner = existsSync(folder) ? statSync(folder).uid : 0
  const unprivileged =
    users.find((user) => user.uid === owner && owner !== 0) ??
    users.find((user) => user.name === 'postgres') ??
    users.find((user) => user.name === 'nobody')
  if (!unprivileged) throw new Error(CANNOT_RUN_AS_ROOT)
  return unprivileged
}

export const CANNOT_RUN_AS_ROOT =
  'The embedded PostgreSQL cannot run as root on this system: it needs `setpriv` (util-linux), a user `postgres` or `nobody`, and the capabilities of root. Run as another user, or set DATABASE_URL to your own PostgreSQL.'

function readUsers(): User[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/**
 * The command prefix that runs a program as `user`, with access to folders of root such as /root/app.
 * access(2) needs the securebits: https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
export function setprivPrefix(user: User) {
  return [
    'setpriv',
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
}

/** PostgreSQL must own its data folder. */
export function changeOwner(folder: string, user: User) {
  if (statSync(folder).uid === user.uid) return
  const { status } = spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, folder])
  if (status !== 0) throw new Error(CANNOT_RUN_AS_ROOT)
}
