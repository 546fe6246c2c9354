import pg from 'pg'

export function isUniqueViolation(error: unknown, constraint: string): boolean {
  // drizzle wraps the driver's error.
  const { code, constraint: violated } = ((error as Error)?.cause ?? error) as {
    code?: string
    constraint?: string
  }
  return code === '23505' && violated === constraint
}

/** True if the database refuses, cannot be reached, or does not respond in time. */
export function isOutage(error: unknown): boolean {
  return isConnectionLoss(error) || isRefusal(error)
}

// The driver's own errors have no code.
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof pg.DatabaseError) return false
  const { code = '' } = error as NodeJS.ErrnoException
  return /^E(?!RR_)[A-Z_]+$/.test(code) || LOSS.test(error.message)
}

const LOSS =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/

// Connection exception, insufficient resources, operator intervention with statement_timeout, idle
// timeout: https://www.postgresql.org/docs/18/errcodes-appendix.html
function isRefusal(error: unknown) {
  return error instanceof pg.DatabaseError && /^(08|53|57|25P03)/.test(error.code ?? '')
}
