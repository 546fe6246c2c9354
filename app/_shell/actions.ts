'use server'

import { redirect } from 'next/navigation'
import { endSession } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'

export async function signOutAction(_: FormData) {
  await endSession()
  redirect(appUrl(paths.signIn()))
}
