'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { nameField } from '@/lib/fields'
import { orgAction } from '@/lib/orgs/actions'
import { deleteOrg } from '@/lib/orgs/delete-org'
import { redirectTo } from '@/lib/orgs/redirect-to'
import { slugField } from '@/lib/orgs/slug'
import { updateOrg } from '@/lib/orgs/update-org'
import { fullPath, rootUrl } from '@/lib/tenancy/org-paths'
import { paths } from '@/lib/tenancy/paths'

const updateOrgSchema = z.object({ name: nameField('a name'), slug: slugField })

export const updateOrgAction = orgAction(updateOrgSchema, async (scope, input) => {
  const org = await updateOrg(scope, input)
  if (org.slug !== scope.org.slug) await redirectTo(fullPath(org, 'settings', { saved: '1' }))
  return 'Changes saved.'
})

const deleteOrgSchema = z.object({ confirmation: z.string().trim().toLowerCase() })

export const deleteOrgAction = orgAction(deleteOrgSchema, async (scope, { confirmation }) => {
  await deleteOrg(scope, confirmation)
  redirect(rootUrl(paths.orgs))
})
