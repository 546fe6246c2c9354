import { cookies } from 'next/headers'
import { linkCookie, oauthCookie } from '@/lib/auth/sessions'
import { idField } from '@/lib/fields'
import { safePath } from '@/lib/tenancy/paths'
import { LINK_SECONDS } from './pending-links'

/** What a browser wants from a provider: to sign in, or to connect it to the account of the user. */
export type Intent = { next?: string; connectTo?: string }

export async function setIntent({ next = '', connectTo = '' }: Intent) {
  const { name, options } = oauthCookie()
  const value = `${new URLSearchParams({ next, connectTo })}`
  const jar = await cookies()
  jar.set(name, value, { ...options, maxAge: LINK_SECONDS })
}

/** The browser can have changed the cookie. */
export async function takeIntent(): Promise<Intent> {
  const { name, options } = oauthCookie()
  const jar = await cookies()
  const query = new URLSearchParams(jar.get(name)?.value)
  jar.delete({ name, ...options })
  return {
    next: safePath(query.get('next')),
    connectTo: idField.safeParse(query.get('connectTo')).data,
  }
}

export async function setPendingLink(token: string) {
  const { name, options } = linkCookie()
  const jar = await cookies()
  jar.set(name, token, { ...options, maxAge: LINK_SECONDS })
}

export async function pendingLink(): Promise<string> {
  return (await cookies()).get(linkCookie().name)?.value ?? ''
}

export async function deletePendingLink() {
  const { name, options } = linkCookie()
  const jar = await cookies()
  jar.delete({ name, ...options })
}
