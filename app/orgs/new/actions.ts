'use server'

import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { nameField } from '@/lib/fields'
import { createOrg } from '@/lib/orgs/orgs'
import { redirectTo } from '@/lib/orgs/redirect-to'
import { proposeSlug, slugField } from '@/lib/orgs/slug'
import { fullPath } from '@/lib/tenancy/org-paths'

const createOrgSchema = z.object({
  name: nameField('a name'),
  slug: z.preprocess((typed) => typed || undefined, slugField.optional()),
})

export const createOrgAction = userAction(createOrgSchema, async (user, { name, slug }) => {
  const { org } = await createOrg(user, { name, slug: slug ?? proposeSlug(name) })
  return redirectTo(fullPath(org))
})
