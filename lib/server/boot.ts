import { verifyPolicies } from '@/db/verify-policies'
import { brand } from '@/lib/brand'
import { env } from '@/lib/env'
import { startWorker } from '@/lib/jobs/worker'
import { pinClientIp } from './client-ip'
import { exitWithError } from './exit-with-error'
import { installGate } from './gate'
import { PRIVATE_NETWORK, protectLocalMode, redirectToAppUrl, THIS_MACHINE } from './local-mode'
import { escapeLogs } from './logs/escape-logs'
import { warnWithoutStacks } from './logs/warn-without-stacks'
import { prepare } from './prepare'
import { refuseRequest } from './refuse-request'
import { onRequest } from './requests'
import { setSecurityHeaders } from './security-headers'
import { stopFirst } from './stop-first'

const shared = globalThis as { booted?: Promise<void> }

export function boot(): Promise<void> {
  shared.booted ??= start()
  return shared.booted
}

async function start() {
  const machines = process.env.LOCAL_MODE === '1' ? PRIVATE_NETWORK : THIS_MACHINE
  try {
    await prepare()
    await verifyPolicies()
  } catch (error) {
    exitWithError(error)
  }
  const { local, APP_URL, PROXIES, WORKER } = env()
  onRequest((request, response) => {
    setSecurityHeaders(response, APP_URL)
    if (local) {
      protectLocalMode(request, machines, PROXIES)
      redirectToAppUrl(request, response, APP_URL)
    }
    pinClientIp(request, PROXIES)
    refuseRequest(request, response)
  })
  // The pages of the development server explain an error.
  if (process.env.NODE_ENV === 'production') installGate()
  if (WORKER === 'server') stopFirst(startWorker().stop)
  announce()
  escapeLogs()
  warnWithoutStacks()
}

function announce() {
  const { local, APP_URL } = env()
  if (!local) return console.log(`${brand.name} runs in production mode at ${APP_URL}.`)
  console.log(
    [
      '',
      `  ${brand.name} runs in local mode, with demo data for this machine only.`,
      '',
      `  App        ${APP_URL}`,
      `  Mailbox    ${APP_URL}/dev/mailbox`,
      `  Emails     ${APP_URL}/dev/emails`,
      `  Components ${APP_URL}/dev/components`,
      '  Sign in    admin@example.com or member@example.com, password "password"',
      '',
    ].join('\n'),
  )
}
