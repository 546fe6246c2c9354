import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import type { FormState } from '@/lib/forms'
import { paths } from '@/lib/tenancy/paths'
import { withoutSecrets } from '@/lib/without-secrets'

type Fields = Record<string, string>

/** The state of a form whose action threw. Rethrows redirects and 404s. */
export function failedAction(
  error: unknown,
  fields: Fields,
  keepDraft: (fields: Fields) => void,
): FormState {
  const outdated = unstable_isUnrecognizedActionError(error)
  if (outdated || leadsToSignIn(error)) keepDraft(fields)
  unstable_rethrow(error)
  const message = outdated
    ? 'A new version is available. Reload the page and submit again. What you typed stays.'
    : 'That did not work. Please try again in a moment.'
  return { message, outdated, values: withoutSecrets(fields) }
}

// The digest of a redirect is `NEXT_REDIRECT;push;/sign-in?next=%2Facme;307;`.
function leadsToSignIn(error: unknown) {
  const { digest } = error as { digest?: unknown }
  const [kind, , url = ''] = String(digest).split(';')
  return kind === 'NEXT_REDIRECT' && new URL(url, location.href).pathname === paths.signIn()
}
