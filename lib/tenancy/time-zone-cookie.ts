import { cookieDomain, cookieName, type Tenancy } from './config'

export type TimeZoneCookie = ReturnType<typeof timeZoneCookie>

/** In which the browser tells its time zone. An account without one takes it over. */
export function timeZoneCookie(tenancy: Tenancy) {
  return {
    name: cookieName('zone', tenancy),
    maxAge: 365 * 24 * 60 * 60,
    domain: cookieDomain(tenancy),
  }
}
