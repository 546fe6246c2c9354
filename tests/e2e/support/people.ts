import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { asSystem } from '@/db/transactions'
import { type Actor, createAccount } from '@/lib/auth/accounts'
import { hashPassword } from '@/lib/auth/password'
import { inviteMembers } from '@/lib/orgs/invitations'
import { handOver as handOverOrg } from '@/lib/orgs/memberships'
import { createOrg as create } from '@/lib/orgs/orgs'
import { acceptInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import type { Role } from '@/lib/orgs/roles'
import { findScope } from '@/lib/orgs/scope'
import { createProject as createProjectIn } from '@/lib/projects/projects'
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

/** Creates an org. Returns the path of its pages, such as `/acme-1a2b3c4d`. */
export async function createOrg(person: Person, name: string): Promise<string> {
  const slug = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`
  await create(actor(person), { name, slug })
  return `/${slug}`
}

/** An org with Ann as its admin and Bob as a member. `acme` is the path of its pages. */
export async function createAcme(browser: Browser) {
  const ann = await newUser(browser, 'Ann')
  const bob = await newUser(browser, 'Bob')
  const acme = await createOrg(ann, 'Acme')
  await join(bob, ann, acme)
  return { ann, bob, acme }
}

/** Invites an email. `org` is the path that `createOrg` returns. */
export async function invite(admin: Person, org: string, email: string, role: Role = 'member') {
  await inviteMembers(await scopeOf(admin, org), { emails: [email], role })
}

/** Invites the person as `admin`, and accepts. */
export async function join(person: Person, admin: Person, org: string, role: Role = 'member') {
  await invite(admin, org, person.email, role)
  const [invitation] = await listMyInvitations(actor(person))
  if (!invitation) throw new Error('The invitation is missing.')
  await acceptInvitation(actor(person), invitation)
}

/** Makes the member an admin and the admin a member. */
export async function handOver(admin: Person, org: string, member: Person) {
  await handOverOrg(await scopeOf(admin, org), actor(member).id)
}

export async function createProject(person: Person, org: string, name: string): Promise<string> {
  return createProjectIn(await scopeOf(person, org), { name })
}

/** The scope of a person in the org with the path `org`. */
export async function scopeOf(person: Person, org: string) {
  const scope = await findScope(actor(person), { slug: org.slice(1) })
  if (!scope) throw new Error(`${person.name} is no member of ${org}.`)
  return scope
}

function actor({ user, name }: Person): Actor {
  if (!user) throw new Error(`${name} has no account.`)
  return user
}
