import { env } from '@/lib/env'

/** The same database as a role that sees the rows of all tenants: the login by itself sees none. */
export function withAllRows(url: string): string {
  const options = `-c role=${env().DATABASE_SYSTEM_ROLE} -c search_path=tenant,public`
  return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(options)}`
}
