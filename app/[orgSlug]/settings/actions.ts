'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { nameField } from '@/lib/fields'
import { slugField } from '@/lib/org-fields'
import { orgAction } from '@/lib/orgs/actions'
import { deleteOrg, updateOrg } from '@/lib/orgs/orgs'
import { paths, withQuery } from '@/lib/tenancy/paths'
import { setTwoFactorRequired } from '@/lib/two-factor/requirement'
import { appUrl, redirectTo } from '@/lib/urls'

const updateOrgSchema = z.object({ name: nameField('a name'), slug: slugField })

export const updateOrgAction = orgAction(updateOrgSchema, async (scope, input) => {
  const org = await updateOrg(scope, input)
  if (org.slug !== scope.org.slug) await redirectTo(`/${org.slug}/settings?saved=1`)
  return 'Changes saved.'
})

const requirementSchema = z.object({ required: z.enum(['yes', 'no']) })

export const setTwoFactorRequiredAction = orgAction(
  requirementSchema,
  async (scope, { required }) => {
    await setTwoFactorRequired(scope, required === 'yes')
    return required === 'yes'
      ? 'Two-factor authentication is required now.'
      : 'Two-factor authentication is no longer required.'
  },
)

const deleteOrgSchema = z.object({ confirmation: z.string().trim().toLowerCase() })

export const deleteOrgAction = orgAction(deleteOrgSchema, async (scope, { confirmation }) => {
  await deleteOrg(scope, confirmation)
  redirect(appUrl(withQuery(paths.orgs, { deleted: scope.org.id })))
})
