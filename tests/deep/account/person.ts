import type { Browser } from '@playwright/test'
import { asSystem } from '@/db/transactions'
import { type Actor, createAccount } from '@/lib/auth/accounts'
import { hashPassword } from '@/lib/auth/password'
import { signIn } from '../../e2e/support/forms'
import { PASSWORD, type Person } from '../../e2e/support/people'
import { expect } from '../../e2e/support/test'
import { uniqueEmail } from '../../factories'

/** A person with an account and `PASSWORD`. */
export async function createPerson(name: string): Promise<Actor> {
  const passwordHash = await hashPassword(PASSWORD)
  const user = await asSystem('test', (tx) =>
    createAccount(tx, { name, email: uniqueEmail(), passwordHash }),
  )
  if (!user) throw new Error(`${name} has an account.`)
  return { ...user, ipAddress: '203.0.113.7' }
}

/** Opens a new browser with this user agent, and signs in with the form. */
export async function openBrowser(
  browser: Browser,
  baseURL: string,
  user: Actor,
  userAgent: string,
): Promise<Person & { user: Actor }> {
  const context = await browser.newContext({ baseURL, userAgent })
  const person = { ...user, user, page: await context.newPage() }
  await person.page.goto('/sign-in')
  await signIn(person)
  await expect(person.page).not.toHaveURL('/sign-in')
  return person
}
