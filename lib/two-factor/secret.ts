import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { brand } from '@/lib/brand'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'

const STEP_SECONDS = 30
const IV_BYTES = 12
const TAG_BYTES = 16

/** A new secret in base32. */
export const newSecret = () => new Secret({ size: 20 }).base32

/** The URL that an authenticator app reads from the QR code. */
export const secretUrl = (secret: string, { email }: { email: string }) =>
  totp(secret, email).toString()

/** The time step of a code that is at most one step old or early, or null. */
export function stepOf(secret: string, code: string): number | null {
  const timestamp = Date.now()
  const delta = totp(secret).validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / 1000 / STEP_SECONDS) + delta
}

/** Only the same user's id decrypts the secret again. */
export function encryptSecret(secret: string, userId: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', encryptionKey(), iv).setAAD(Buffer.from(userId))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
}

/** Throws `invalid` after AUTH_SECRET has changed. Recovery codes still work then. */
export function decryptSecret(encrypted: string, userId: string): string {
  const bytes = Buffer.from(encrypted, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', encryptionKey(), bytes.subarray(0, IV_BYTES))
  decipher.setAAD(Buffer.from(userId))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    throw new AppError(
      'invalid',
      'Codes of your authenticator app no longer work here. Use a recovery code, then set it up again.',
      'code',
    )
  }
}

const encryptionKey = () =>
  Buffer.from(hkdfSync('sha256', env().AUTH_SECRET, '', 'secrets of two-factor', 32))

const totp = (secret: string, label = '') =>
  new TOTP({ issuer: brand.name, label, secret, period: STEP_SECONDS, digits: 6 })
