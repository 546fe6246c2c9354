'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { restoreAccount } from '@/lib/leaving/restore-account'
import { paths, safePath, withQuery } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

const restoreAccountSchema = z.object({ next: z.string().optional() })

export const restoreAccountAction = publicAction(restoreAccountSchema, async ({ next }, caller) => {
  await restoreAccount(caller)
  const path = safePath(next)
  const isLanding = !path || path === paths.orgs || path.endsWith('/dashboard')
  return redirectTo(isLanding ? withQuery(paths.orgs, { notice: 'restored' }) : path)
})
