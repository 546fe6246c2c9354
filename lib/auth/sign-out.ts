'use server'

import { redirect } from 'next/navigation'
import { paths } from '@/lib/tenancy/paths'
import { endSession } from './end-session'

export async function signOutAction() {
  await endSession()
  redirect(paths.signIn())
}
