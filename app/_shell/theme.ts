import { cookies } from 'next/headers'
import { z } from 'zod'
import { env } from '@/lib/env'
import { cookieDomain, cookieName } from '@/lib/tenancy/config'

const theme = z.enum(['light', 'dark'])
export const themeChoice = z.object({ theme: theme.or(z.literal('system')) })

/** The theme that was chosen in this browser. Undefined if it is the system's. */
export async function readTheme() {
  const jar = await cookies()
  return theme.safeParse(jar.get(cookie().name)?.value).data
}

export async function rememberTheme({ theme }: z.infer<typeof themeChoice>) {
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
