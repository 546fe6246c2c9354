import { AppError } from '@/lib/errors'
import { findWeakness } from './find-weakness'

/** Throws `invalid`. The length is a rule of `newPasswordField`. */
export function refuseWeakPassword(password: string, person: { name?: string; email?: string }) {
  const weakness = findWeakness(password, person)
  if (weakness) throw new AppError('invalid', weakness, 'password')
}
