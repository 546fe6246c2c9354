import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'

export const dynamic = 'force-dynamic'

/** Returns 200 if the database is reachable, otherwise 503. */
export async function GET() {
  try {
    await asSystem('health', (tx) => tx.execute(sql`select 1`))
    return Response.json({ status: 'ok' })
  } catch {
    return Response.json({ status: 'database unreachable' }, { status: 503 })
  }
}
