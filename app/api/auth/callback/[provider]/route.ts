import { notFound } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { enter } from '@/lib/auth/cookies'
import { currentCaller, currentUser } from '@/lib/auth/guards'
import { AppError } from '@/lib/errors'
import { setPendingLink, takeIntent } from '@/lib/oauth/cookies'
import { isVerifiedIdentity, type VerifiedIdentity } from '@/lib/oauth/identity'
import { connectProvider } from '@/lib/oauth/links'
import { readIdentity } from '@/lib/oauth/protocol'
import { findProvider } from '@/lib/oauth/providers'
import { signInWithProvider } from '@/lib/oauth/sign-in'
import { findFirstPath } from '@/lib/orgs/landing-page'
import { paths, withQuery } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/auth/callback/[provider]'>,
) {
  const provider = findProvider((await params).provider)
  if (!provider) notFound()
  const { next, connectTo } = await takeIntent()
  const identity = await readIdentity(provider, request)
  if (!identity) {
    const isCancelled = request.nextUrl.searchParams.get('error') === 'access_denied'
    const notice = isCancelled ? 'cancelled' : 'failed'
    return redirectTo(connectTo ? securityPage(notice) : paths.signIn({ next, notice }))
  }
  if (!isVerifiedIdentity(identity)) return redirectTo(paths.unverifiedEmail(provider.id))
  if (connectTo) return redirectTo(securityPage(await connect(connectTo, identity)))
  return signIn(identity, next)
}

async function signIn(identity: VerifiedIdentity, next?: string) {
  const result = await signInWithProvider(identity, await currentCaller())
  if ('pendingLink' in result) {
    await setPendingLink(result.pendingLink)
    return redirectTo(paths.linkProvider(next))
  }
  const first = result.isNew ? await findFirstPath(result.user) : undefined
  return redirectTo(await enter(result, next ?? first))
}

/** Returns the notice for the security page. */
async function connect(userId: string, identity: VerifiedIdentity): Promise<string> {
  const user = await currentUser()
  // Someone else has signed in meanwhile.
  if (user?.id !== userId) return 'failed'
  try {
    await connectProvider(user, identity, await currentCaller())
    return 'connected'
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return 'taken'
    throw error
  }
}

const securityPage = (notice: string) => withQuery(paths.accountSecurity, { notice })
