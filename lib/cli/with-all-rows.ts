import { databaseEnv } from '@/lib/env'

/** Adds the role `app_system` to a URL. The login role itself sees no rows. */
export function withAllRows(url: string): string {
  const options = `-c role=${databaseEnv().DATABASE_SYSTEM_ROLE} -c search_path=tenant,public`
  return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(options)}`
}
