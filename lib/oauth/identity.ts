import { emailField, nameField } from '@/lib/fields'
import type { Provider } from './providers'

/** Who a person is at a provider. `email` is null unless the provider has verified it. */
export type Identity = { provider: Provider; id: string; email: string | null; name: string }

export type VerifiedIdentity = Identity & { email: string }

/** Claims of OpenID Connect, or what GitHub returns. */
export type Profile = Record<string, unknown>

export function readProfile(provider: Provider, id: string, profile: Profile): Identity {
  const { email } = profile
  const address = emailField.safeParse(email).data ?? null
  return {
    provider,
    id,
    email: isVerified(profile) ? address : null,
    name: nameIn(profile, address ?? ''),
  }
}

export const isVerifiedIdentity = (identity: Identity): identity is VerifiedIdentity =>
  identity.email !== null

// Some issuers send a text instead of a boolean.
const isVerified = ({ email_verified }: Profile) =>
  email_verified === true || email_verified === 'true'

/** The login if the profile has no name, so that nobody is without one. */
function nameIn({ name, preferred_username, nickname, login }: Profile, email: string): string {
  const [beforeAt = ''] = email.split('@')
  const names = [name, preferred_username, nickname, login, beforeAt, email]
  const valid = names.flatMap((one) => nameField('a name').safeParse(one).data ?? [])
  return valid[0] ?? email.slice(0, 100)
}
