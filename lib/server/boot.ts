import { verifyPolicies } from '@/db/verify-policies'
import { env } from '@/lib/env'
import { startWorker } from '@/lib/jobs/worker'
import { pinClientIp } from './client-ip'
import { escapeLogs } from './escape-logs'
import { exitWithError } from './exit-with-error'
import { serveLoopbackOnly } from './loopback-only'
import { prepare } from './prepare'
import { stopFirst } from './stop-first'

const shared = globalThis as { booted?: Promise<void> }

export function boot(): Promise<void> {
  shared.booted ??= start()
  return shared.booted
}

async function start() {
  try {
    await prepare()
    await verifyPolicies()
  } catch (error) {
    exitWithError(error)
  }
  if (env().LOCAL_MODE === 'inferred') serveLoopbackOnly()
  pinClientIp(env().PROXIES)
  if (env().WORKER === 'server') stopFirst(startWorker().stop)
  if (env().local) announce()
  escapeLogs()
}

function announce() {
  console.log(
    [
      '',
      `  Tenantry   ${env().APP_URL}`,
      `  Mailbox    ${env().APP_URL}/dev/mailbox`,
      `  Emails     ${env().APP_URL}/dev/emails`,
      '  Sign in    admin@example.com or member@example.com, password "password"',
      '',
    ].join('\n'),
  )
}
