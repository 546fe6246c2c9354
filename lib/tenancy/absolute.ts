import { env } from '@/lib/env'

/** For mails: the origin comes from the configuration, never from a request. */
export function absolute(path: string): string {
  return new URL(path, env().APP_URL).href
}
