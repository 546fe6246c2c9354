import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'

export const dynamic = 'force-dynamic'

/** Returns 200 if the database is reachable, otherwise 503. `failedJobs` need `npm run jobs:failed`. */
export async function GET() {
  try {
    const { rows } = await asSystem('health', (tx) =>
      tx.execute<{ failed: number }>(sql`select public.count_failed_jobs() as failed`),
    )
    return Response.json({ status: 'ok', failedJobs: rows[0]?.failed })
  } catch {
    return Response.json({ status: 'database unreachable' }, { status: 503 })
  }
}
