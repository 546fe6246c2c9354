import { cookies } from 'next/headers'
import { passkeyCookie } from '@/lib/auth/sessions'
import { CHALLENGE_SECONDS } from './challenges'

/** Binds the challenge to the browser that asked for it. */
export async function setChallenge(challenge: string) {
  const { name, options } = passkeyCookie()
  const jar = await cookies()
  jar.set(name, challenge, { ...options, maxAge: CHALLENGE_SECONDS })
}

/** The browser can have changed the cookie. */
export async function takeChallenge(): Promise<string> {
  const { name, options } = passkeyCookie()
  const jar = await cookies()
  const challenge = jar.get(name)?.value ?? ''
  jar.delete({ name, ...options })
  return challenge
}
