import pg from 'pg'

/** The part of pg's Query that is not in its types: one message of the extended protocol each. */
type Messages = {
  parse(statement: { text: string }): void
  bind(values: object): void
  execute(portal: object): void
}
type Protocol = pg.Query & {
  prepare(connection: Messages): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: Messages): void
}
const Query = pg.Query as unknown as new (...args: unknown[]) => Protocol

/**
 * Sends `settings` and a query before one Sync, which makes them one round trip and one transaction:
 * after an error, PostgreSQL skips the rest.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export function queryWithSettings(
  client: pg.ClientBase,
  settings: string[],
  statement: unknown[],
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const callback = (error: Error | null, result: pg.QueryResult) =>
      error ? reject(error) : resolve(result)
    client.query(new QueryWithSettings(settings, ...statement, callback))
  })
}

export class QueryWithSettings extends Query {
  private pending: number

  constructor(
    readonly settings: string[],
    ...statement: unknown[]
  ) {
    super(...statement)
    this.pending = settings.length
  }

  requiresPreparation() {
    return true
  }

  prepare(connection: Messages) {
    for (const text of this.settings) {
      connection.parse({ text })
      connection.bind({})
      connection.execute({})
    }
    super.prepare(connection)
  }

  handleDataRow(message: unknown) {
    if (!this.pending) super.handleDataRow(message)
  }

  handleCommandComplete(message: unknown, connection: Messages) {
    if (this.pending) this.pending--
    else super.handleCommandComplete(message, connection)
  }
}
