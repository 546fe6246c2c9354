import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'

export type User = { name: string; uid: number; gid: number }

/** PostgreSQL refuses to run as root: whom to run it as instead, or null when this process is not root. */
export function findStandIn(folder: string): User | null {
  if (process.getuid?.() !== 0) return null
  const users = existsSync('/etc/passwd') ? readUsers() : []
  const owner = existsSync(folder) ? statSync(folder).uid : 0
  const standIn =
    users.find((user) => user.uid === owner && owner !== 0) ??
    users.find((user) => user.name === 'postgres') ??
    users.find((user) => user.name === 'nobody')
  if (!standIn) throw new Error(CANNOT_RUN_AS_ROOT)
  return standIn
}

export const CANNOT_RUN_AS_ROOT =
  'The embedded PostgreSQL cannot run as root here: it needs `setpriv` (util-linux), a user `postgres` or `nobody`, and the capabilities of root. Run as another user, or set DATABASE_URL to a PostgreSQL of your own.'

function readUsers(): User[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/**
 * The words before a command that run it as `user`, still able to pass folders that only root may
 * enter, such as a project under /root. Without the securebits the kernel checks access(2)
 * without the capability: https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
export function setpriv(user: User) {
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

/** Makes `user` the owner of everything in `folder`, which PostgreSQL demands. */
export function giveTo(user: User, folder: string) {
  if (statSync(folder).uid === user.uid) return
  const { status } = spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, folder])
  if (status !== 0) throw new Error(CANNOT_RUN_AS_ROOT)
}
