import { asSystem } from '@/db/transactions'

/** The options of a `RateLimiterPostgres` that counts in the database, for all servers together. */
export const rateLimitStore = {
  storeClient: {
    // Drops the statement's name: a pooler in transaction mode does not support prepared statements.
    query: ({ text, values }: { text: string; values: unknown[] }) =>
      asSystem('throttle', (tx) => tx.$client.query(text, values)),
  },
  storeType: 'client',
  tableName: 'rate_limits',
  tableCreated: true,
  clearExpiredByTimeout: false,
}
