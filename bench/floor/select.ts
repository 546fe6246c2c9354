import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

/** The rows of one statement, which is one round trip. */
export const select = async <Row extends pg.QueryResultRow>(text: string, slug: string) =>
  (await pool.query<Row>(text, [slug])).rows
