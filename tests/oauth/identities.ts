import { randomUUID } from 'node:crypto'
import { env } from '@/lib/env'
import type { VerifiedIdentity } from '@/lib/oauth/identity'
import type { ProviderId } from '@/lib/oauth/providers'
import { uniqueEmail } from '../factories'

/** Sets the variables of all providers. */
export function configureProviders() {
  Object.assign(env(), {
    AUTH_GITHUB_ID: 'github-id',
    AUTH_GITHUB_SECRET: 'github-secret',
    AUTH_GOOGLE_ID: 'google-id',
    AUTH_GOOGLE_SECRET: 'google-secret',
    AUTH_OIDC_ISSUER: 'https://login.example.com',
    AUTH_OIDC_ID: 'oidc-id',
    AUTH_OIDC_SECRET: 'oidc-secret',
    AUTH_OIDC_NAME: 'Acme',
  })
}

const NAMES = { github: 'GitHub', google: 'Google', oidc: 'Acme' }

/** A new person at a provider. */
export function newIdentity(email = uniqueEmail(), id: ProviderId = 'github'): VerifiedIdentity {
  return { provider: { id, name: NAMES[id] }, id: randomUUID(), email, name: 'Ann Quinn' }
}
