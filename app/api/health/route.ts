import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'

export const dynamic = 'force-dynamic'

/** 200 when the server reaches its database, 503 when it does not. */
export async function GET() {
  try {
    await asSystem('health', (tx) => tx.execute(sql`select 1`))
    return Response.json({ status: 'ok' })
  } catch {
    return Response.json({ status: 'database unreachable' }, { status: 503 })
  }
}
