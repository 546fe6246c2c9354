import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { CHALLENGE_SECONDS } from './challenges'

export const TIMEOUT_MS = CHALLENGE_SECONDS * 1000

/** A passkey works on the host of APP_URL, whatever host a request names. */
export const relyingPartyId = () => new URL(env().tenancy.origin).hostname

/** Returns the new credential. Throws `invalid` unless a device made it here, now, and knows its user. */
export async function verifyNewCredential(response: RegistrationResponseJSON, challenge: string) {
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    ...expected(challenge),
  }).catch(() => refusePasskey())
  return registrationInfo ?? refusePasskey()
}

type StoredCredential = { id: string; publicKey: string; counter: number }

/** Returns the new counter. Throws `invalid` unless the credential signed here, now, for a user that its device knows. */
export async function verifySignature(
  response: AuthenticationResponseJSON,
  challenge: string,
  { id, publicKey, counter }: StoredCredential,
): Promise<number> {
  const credential = { id, publicKey: Buffer.from(publicKey, 'base64url'), counter }
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    credential,
    ...expected(challenge),
  }).catch(() => refusePasskey())
  return verified ? authenticationInfo.newCounter : refusePasskey()
}

const expected = (challenge: string) => ({
  expectedChallenge: Buffer.from(challenge).toString('base64url'),
  expectedOrigin: env().tenancy.origin,
  expectedRPID: relyingPartyId(),
  requireUserVerification: true,
})

export function refusePasskey(): never {
  throw new AppError('invalid', 'This passkey was not accepted. Sign in another way.')
}
