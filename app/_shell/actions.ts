'use server'

import { redirect } from 'next/navigation'
import { endSession } from '@/lib/auth/end-session'
import { rootUrl } from '@/lib/tenancy/org-paths'
import { paths } from '@/lib/tenancy/paths'

export async function signOutAction() {
  await endSession()
  redirect(rootUrl(paths.signIn()))
}
