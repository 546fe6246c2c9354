import { notFound, redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { setIntent } from '@/lib/oauth/cookies'
import { startSignIn } from '@/lib/oauth/protocol'
import { findProvider } from '@/lib/oauth/providers'
import { paths, safePath } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

/** A link instead of a form, because the CSP forbids forms that lead to other sites. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/sign-in/with/[provider]'>,
) {
  const provider = findProvider((await params).provider)
  if (!provider) notFound()
  const next = safePath(request.nextUrl.searchParams.get('next'))
  // Another site must not sign a visitor in.
  if (request.headers.get('sec-fetch-site') === 'cross-site')
    return redirectTo(paths.signIn({ next }))
  await setIntent({ next })
  const url = await startSignIn(provider)
  return url ? redirect(url) : redirectTo(paths.signIn({ next, notice: 'failed' }))
}
