import { notFound, redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { currentCaller, requireUser } from '@/lib/auth/guards'
import { verifyToken } from '@/lib/auth/tokens'
import { setIntent } from '@/lib/oauth/cookies'
import { startSignIn } from '@/lib/oauth/protocol'
import { findProvider } from '@/lib/oauth/providers'
import { paths, withQuery } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

/** The token is bound to the session, so that no other site can start this. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/account/providers/[provider]/connect'>,
) {
  const user = await requireUser()
  const provider = findProvider((await params).provider)
  if (!provider) notFound()
  const token = request.nextUrl.searchParams.get('token') ?? ''
  const { session } = await currentCaller()
  const isOwn = verifyToken(token, 'connect', user.id, session)
  await setIntent({ connectTo: user.id })
  const url = isOwn && (await startSignIn(provider))
  return url ? redirect(url) : redirectTo(withQuery(paths.accountSecurity, { notice: 'failed' }))
}
