'use server'

import { z } from 'zod'
import { publicAction, userAction } from '@/lib/auth/actions'
import { enter } from '@/lib/auth/cookies'
import { currentCaller, refuseDemoPassword } from '@/lib/auth/guards'
import { signIn } from '@/lib/auth/sign-in'
import { AppError } from '@/lib/errors'
import { passwordField } from '@/lib/fields'
import { deletePendingLink, pendingLink } from '@/lib/oauth/cookies'
import { acceptPendingLink, findPendingLink } from '@/lib/oauth/pending-links'
import { landingPath } from '@/lib/orgs/guards'
import { paths, safePath } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

const next = z.string().optional()

/** The form sends no email, because the link is for one account. */
export const signInToLinkAction = publicAction(
  z.object({ password: passwordField, next }),
  async ({ password, next }, caller) => {
    await refuseDemoPassword(password)
    const token = await pendingLink()
    const link = await findPendingLink(token)
    if (!link) throw new AppError('not_found', 'This link has expired. Start again.')
    const signedIn = await signIn({ email: link.email, password }, caller)
    // After the second factor, the page asks again.
    if (signedIn.pending)
      return redirectTo(await enter(signedIn, paths.linkProvider(safePath(next))))
    const path = await enter(signedIn, safePath(next))
    const user = { ...signedIn.user, ipAddress: caller.ipAddress }
    await acceptPendingLink(user, token, { ...caller, session: signedIn.session?.token })
    await deletePendingLink()
    return redirectTo(path)
  },
)

export const acceptLinkAction = userAction(z.object({ next }), async (user, { next }) => {
  await acceptPendingLink(user, await pendingLink(), await currentCaller())
  await deletePendingLink()
  return redirectTo(safePath(next) ?? (await landingPath(user)))
})
