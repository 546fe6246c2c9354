import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'
import { signToken } from '@/lib/auth/tokens'
import { databaseEnv, env } from '@/lib/env'
import type { Exchange } from './record-responses'

/** What no response and no log may contain. Each column counts whose name is that of a secret. */
export async function secretsInDatabase(): Promise<string[]> {
  return asSystem('test', async (tx) => {
    const { rows: columns } = await tx.execute<{ table: string; column: string }>(sql`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and column_name ~ 'hash|secret|token'`)
    if (columns.length < 3) throw new Error('The columns with secrets are missing.')
    const found: string[] = []
    for (const { table, column } of columns) {
      const { rows } = await tx.execute<{ value: string | null }>(
        sql`select ${sql.identifier(column)}::text as value from public.${sql.identifier(table)}`,
      )
      // The parts of a hash are its cost, salt and key.
      found.push(...rows.flatMap(({ value }) => [value ?? '', ...(value ?? '').split('$')]))
    }
    const { password } = new URL(databaseEnv().DATABASE_URL)
    return [...found, env().AUTH_SECRET, password].filter((value) => value.length >= 12)
  })
}

/** The ids and the tokens of links in mails. */
export async function linksInDatabase(): Promise<string[]> {
  return asSystem('test', async (tx) => {
    const { rows } = await tx.execute<{ kind: Parameters<typeof signToken>[0]; id: string }>(sql`
      select 'sign-up' as kind, id from public.sign_ups
      union all select purpose, id from public.email_links
      union all select 'email-change', id from public.email_changes`)
    const invitations = await tx.execute<{ id: string; version: number }>(
      sql`select id, version from public.invitations`,
    )
    return [
      ...rows.flatMap(({ kind, id }) => [id, macOf(signToken(kind, id))]),
      ...invitations.rows.map(({ id, version }) => macOf(signToken('invitation', id, version))),
    ]
  })
}

const macOf = (token: string) => token.split('.')[1] ?? ''

/** Where each secret is. A link may be in the response to a request that contains it. */
export function findIn(
  exchanges: Exchange[],
  secrets: Iterable<string>,
  links: Iterable<string> = [],
): string[] {
  return exchanges.flatMap(({ url, sent, headers, body }) => {
    const received = `${headers}\n${body}`
    const requested = `${url}\n${sent}`
    const leaks = [
      ...[...secrets].filter((secret) => received.includes(secret)),
      ...[...links].filter((link) => received.includes(link) && !requested.includes(link)),
    ]
    return leaks.map((leak) => `${url}: …${received.split(leak)[0]?.slice(-60)}${leak}`)
  })
}
