import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { asSystem } from '@/db/transactions'
import { type Actor, createAccount } from '@/lib/auth/accounts'
import { hashPassword } from '@/lib/auth/password'
import { startSession } from '../../factories'
import { sessionCookie } from './send'
import { test } from './test'

// These helpers call the services. The forms have separate tests, and take many times longer.

export const PASSWORD = 'correct horse battery'

export type Person = { name: string; email: string; page: Page; user?: Actor }

/** A person with their own browser context, IP address and email, but no account yet. */
export async function newPerson(browser: Browser, name: string): Promise<Person> {
  const context = await browser.newContext({
    extraHTTPHeaders: { 'X-Forwarded-For': randomUUID() },
  })
  const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`
  return { name, email, page: await context.newPage() }
}

/** A person who is signed in, on no page yet. */
export async function newUser(browser: Browser, name: string): Promise<Person> {
  const person = await newPerson(browser, name)
  await becomeUser(person)
  return person
}

let passwordHash: Promise<string> | undefined

/** Gives the person an account with `PASSWORD`, and a session. */
export async function becomeUser(person: Person) {
  const { name, email, page } = person
  passwordHash ??= hashPassword(PASSWORD)
  const account = { name, email, passwordHash: await passwordHash }
  const user = await asSystem('test', (tx) => createAccount(tx, account))
  if (!user) throw new Error(`${email} has an account.`)
  person.user = { ...user, ipAddress: '203.0.113.7' }
  const { baseURL: url = '' } = test.info().project.use
  const { token } = await startSession(user.id)
  const [cookie = '', value = ''] = sessionCookie(new URL(url).port, token).split('=')
  await page.context().addCookies([{ name: cookie, value, url, httpOnly: true, sameSite: 'Lax' }])
}

/** The account of a person who is signed in, for calls of services. */
export function actorOf({ user, name }: Person): Actor {
  if (!user) throw new Error(`${name} has no account.`)
  return user
}
