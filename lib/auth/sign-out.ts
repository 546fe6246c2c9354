'use server'

import { redirect } from 'next/navigation'
import { rootUrl } from '@/lib/tenancy/org-paths'
import { paths } from '@/lib/tenancy/paths'
import { endSession } from './end-session'

export async function signOutAction() {
  await endSession()
  redirect(rootUrl(paths.signIn()))
}
