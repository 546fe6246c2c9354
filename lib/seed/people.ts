import { inArray } from 'drizzle-orm'
import { passwords, users } from '@/db/schema/system/users'
import type { Tx } from '@/db/transactions'
import { type Actor, createAccount } from '@/lib/auth/accounts'

export type NewPerson = { name: string; email: string; ipAddress: string }

export async function createPeople(
  tx: Tx,
  people: NewPerson[],
  { passwordHash, createdAt }: { passwordHash: string; createdAt: Date },
): Promise<Actor[]> {
  const created: Actor[] = []
  for (const { ipAddress, ...person } of people) {
    const user = await createAccount(tx, { ...person, passwordHash })
    if (!user) throw new Error(`${person.email} already has an account.`)
    created.push({ ...user, ipAddress })
  }
  const ids = created.map(({ id }) => id)
  await tx.update(users).set({ createdAt, emailVerified: createdAt }).where(inArray(users.id, ids))
  await tx.update(passwords).set({ updatedAt: createdAt }).where(inArray(passwords.userId, ids))
  return created
}

/** An IPv6 address for documentation (RFC 9637), in a network of the person. */
export function documentationIp(person: number): string {
  const network = [person >>> 16, person & 0xffff].map((part) => part.toString(16)).join(':')
  return `3fff:0:${network}::1`
}

/** Another network of the person, because throttles count by network. */
export function otherNetwork(ipAddress: string, number: number): string {
  return ipAddress.replace(/^3fff:0:/, `3fff:${number.toString(16)}:`)
}
