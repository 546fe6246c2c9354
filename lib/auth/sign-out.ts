'use server'

import { redirect } from 'next/navigation'
import { paths } from '@/lib/tenancy/paths'
import { signOut } from './auth'

export async function signOutAction() {
  await signOut({ redirect: false })
  redirect(paths.signIn())
}
