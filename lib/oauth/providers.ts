import { env } from '@/lib/env'

export type ProviderId = 'github' | 'google' | 'oidc'

export type Provider = { id: ProviderId; name: string }

/** The providers whose variables are set. */
export function listProviders(): Provider[] {
  const { AUTH_GITHUB_ID, AUTH_GOOGLE_ID, AUTH_OIDC_ID, AUTH_OIDC_NAME } = env()
  const all: (Provider & { clientId?: string })[] = [
    { id: 'github', name: 'GitHub', clientId: AUTH_GITHUB_ID },
    { id: 'google', name: 'Google', clientId: AUTH_GOOGLE_ID },
    { id: 'oidc', name: AUTH_OIDC_NAME, clientId: AUTH_OIDC_ID },
  ]
  return all.filter(({ clientId }) => clientId).map(({ id, name }) => ({ id, name }))
}

export function findProvider(id: string | undefined): Provider | undefined {
  return listProviders().find((provider) => provider.id === id)
}
