import { verifyWalls } from '@/db/verify'
import { pinClientAddress } from '@/lib/client-address'
import { env } from '@/lib/env'
import { startWorker } from '@/lib/jobs/worker'
import { failWith } from './fail'
import { prepare } from './prepare'

/** Everything a server does before its first request. Ends the process with a sentence if it can't. */
export async function boot() {
  try {
    await prepare()
    await verifyWalls()
  } catch (error) {
    failWith(error)
  }
  pinClientAddress(env().PROXIES)
  if (env().WORKER === 'server') await startWorker()
  if (env().local) announce()
}

function announce() {
  console.log(
    [
      '',
      `  Tenantry   ${env().APP_URL}`,
      `  Mailbox    ${env().APP_URL}/dev/mailbox`,
      '  Sign in    admin@example.com or member@example.com, password "password"',
      '',
    ].join('\n'),
  )
}
