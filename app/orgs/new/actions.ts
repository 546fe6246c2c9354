'use server'

import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { nameField } from '@/lib/fields'
import { slugField } from '@/lib/org-fields'
import { createOrg } from '@/lib/orgs/orgs'
import { proposeSlug } from '@/lib/tenancy/slugs'
import { redirectTo } from '@/lib/urls'

const createOrgSchema = z.object({
  name: nameField('a name'),
  slug: z.preprocess((value) => value || undefined, slugField.optional()),
})

export const createOrgAction = userAction(createOrgSchema, async (user, { name, slug }) => {
  const { org } = await createOrg(user, { name, slug: slug ?? proposeSlug(name) })
  return redirectTo(`/${org.slug}/dashboard`)
})
