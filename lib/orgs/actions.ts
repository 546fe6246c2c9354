import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { z } from 'zod'
import { refreshed } from '@/lib/auth/actions'
import { idField } from '@/lib/fields'
import { type FormSchema, type FormState, runForm } from '@/lib/forms'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { isOrgRoute, isSlug } from '@/lib/tenancy/slugs'
import { requireOrgMemberById, samePageOf } from './guards'
import { redirectTo } from './redirect-to'
import type { OrgScope } from './scope'

/**
 * An action inside an org, whose id is bound as its first argument. The id comes from the browser
 * like everything else, so membership is looked up anew.
 */
export function orgAction<S extends FormSchema>(
  schema: S,
  run: (scope: OrgScope, input: z.infer<S>) => Promise<string | FormState>,
) {
  return async (orgId: string, _: FormState, form: FormData): Promise<FormState> => {
    if (!idField.safeParse(orgId).success) notFound()
    const scope = await requireOrgMemberById(orgId)
    const state = await runForm(schema, form, (input) => run(scope, input))
    if (await isStaleOrgPage(scope, state)) await redirectTo(await samePageOf(scope.org))
    return refreshed(state)
  }
}

/**
 * Whether the page that follows would be of another org, of none, or at an address that the org has
 * given up: the cookie or the address was changed since the page was opened. With JavaScript, nothing follows an
 * action that has changed nothing.
 */
async function isStaleOrgPage(scope: OrgScope, { ok, stale }: FormState): Promise<boolean> {
  const asked = await headers()
  const [, slug = ''] = (asked.get(REQUEST_HEADERS.path) ?? '').split(/[/?]/)
  return (
    (isSlug(slug) || isOrgRoute(slug)) &&
    slug !== scope.org.slug &&
    (ok || stale || !asked.has('next-action')) === true
  )
}
