import { notFound } from 'next/navigation'
import type { z } from 'zod'
import { refreshed } from '@/lib/auth/actions'
import { idField } from '@/lib/fields'
import { type FormSchema, type FormState, runForm } from '@/lib/forms'
import { requireOrgMemberById } from './guards'
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
    return refreshed(await runForm(schema, form, (input) => run(scope, input)))
  }
}
