import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { z } from 'zod'
import { refreshIfChanged } from '@/lib/auth/actions'
import { idField } from '@/lib/fields'
import { type FormSchema, type FormState, runForm } from '@/lib/forms'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { isOrgRoute, isSlug } from '@/lib/tenancy/slugs'
import { redirectTo } from '@/lib/urls'
import { currentPathIn, requireOrgMemberById } from './guards'
import type { OrgScope } from './scope'

/** Makes an action of an org. The page binds the org's id, but the browser sends it, so it is checked. */
export function orgAction<S extends FormSchema>(
  schema: S,
  run: (scope: OrgScope, input: z.infer<S>) => Promise<string | FormState>,
) {
  return async (orgId: string, _: FormState, form: FormData): Promise<FormState> => {
    if (!idField.safeParse(orgId).success) notFound()
    const scope = await requireOrgMemberById(orgId)
    const state = await runForm(schema, form, (input) => run(scope, input))
    if (await isStaleOrgPage(scope, state)) await redirectTo(await currentPathIn(scope.org))
    return refreshIfChanged(state)
  }
}

// True if the slug or the cookie changed after the page was opened: its URL now shows another org, or none.
// With JavaScript, a failed action stays on the open page.
async function isStaleOrgPage(scope: OrgScope, { ok, stale }: FormState): Promise<boolean> {
  const requestHeaders = await headers()
  const [, slug = ''] = (requestHeaders.get(REQUEST_HEADERS.path) ?? '').split(/[/?]/)
  return (
    (isSlug(slug) || isOrgRoute(slug)) &&
    slug !== scope.org.slug &&
    (ok || stale || !requestHeaders.has('next-action')) === true
  )
}
