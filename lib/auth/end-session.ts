import { rethrowDatabaseErrors } from './adapter'
import { signOut } from './auth'

/** Ends the browser's session. Throws if the database did not: the cookie alone is not enough. */
export async function endSession() {
  await rethrowDatabaseErrors(() => signOut({ redirect: false }))
}
