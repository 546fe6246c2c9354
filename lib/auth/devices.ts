import { randomUUID } from 'node:crypto'
import { signToken, tokenId, verifyToken } from './tokens'

const MAX_EMAILS = 5
const SEPARATOR = '~'

/**
 * Returns the id of the device if the email has signed in there before. The cookie contains a signed token
 * for each such email: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function findDevice(cookie: string | undefined, email: string): string | null {
  const token = tokensIn(cookie).find((token) => isOf(email, token))
  return token ? tokenId(token) : null
}

/** Returns the cookie after the email has signed in. */
export function rememberDevice(cookie: string | undefined, email: string): string {
  const tokens = tokensIn(cookie)
  const own = tokens.find((token) => isOf(email, token)) ?? signToken('device', randomUUID(), email)
  const others = tokens.filter((token) => token !== own)
  return [own, ...others].slice(0, MAX_EMAILS).join(SEPARATOR)
}

const tokensIn = (cookie = '') => cookie.split(SEPARATOR).slice(0, MAX_EMAILS)

function isOf(email: string, token: string) {
  const id = tokenId(token)
  return id !== null && verifyToken(token, 'device', id, email)
}
