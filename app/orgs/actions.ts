'use server'

import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { idField } from '@/lib/fields'
import { restoreOrg } from '@/lib/orgs/orgs'

export const restoreOrgAction = userAction(z.object({ id: idField }), async (user, { id }) => {
  const { name } = await restoreOrg(user, id)
  return `${name} has been restored.`
})
