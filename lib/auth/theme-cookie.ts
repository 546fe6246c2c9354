import { cookies } from 'next/headers'
import { z } from 'zod'
import type { Theme } from '@/db/schema/system/users'
import { env } from '@/lib/env'
import { cookieDomain, cookieName } from '@/lib/tenancy/config'

const theme = z.enum(['light', 'dark'])

/** The theme of this browser. Undefined if it is the system's. */
export async function readTheme() {
  const jar = await cookies()
  return theme.safeParse(jar.get(cookie().name)?.value).data
}

/** In a cookie, so that each page has the theme from its first byte, and a signed-out one too. */
export async function setThemeCookie(theme: Theme) {
  const jar = await cookies()
  jar.set({ ...cookie(), value: theme, maxAge: theme === 'system' ? 0 : YEAR })
}

function cookie() {
  const { tenancy } = env()
  return {
    name: cookieName('theme', tenancy),
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    secure: tenancy.origin.startsWith('https:'),
    domain: cookieDomain(tenancy),
  } as const
}

const YEAR = 365 * 24 * 60 * 60
