import pg from 'pg'
import { vi } from 'vitest'

/** A statement as a service sent it, and the nodes of the plan by which PostgreSQL ran it. */
export type Explained = { text: string; nodes: Node[] }

export type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  'Actual Loops': number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}

/**
 * Explains every statement that `run` sends, right before it is sent: in its own transaction, role
 * and settings, with `more` of these, and undone. One that fails has no plan.
 */
export async function explainAll(run: () => Promise<unknown>, more: string): Promise<Explained[]> {
  const explained: Explained[] = []
  const turns = new WeakMap<pg.Client, Promise<unknown>>()
  const send = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  spy.mockImplementation(function (this: pg.Client, ...sent: unknown[]) {
    const query: Query = (...args) => Reflect.apply(send, this, args)
    const before = turns.get(this) ?? Promise.resolve()
    const turn = before.then(() => explainAndSend(query, sent))
    turns.set(
      this,
      turn.catch(() => {}),
    )
    return turn
  } as typeof send)

  async function explainAndSend(query: Query, sent: unknown[]) {
    const { text, values } = statementOf(sent)
    if (/^(commit|rollback)$/.test(text)) return query(...sent)
    if (text.startsWith('begin;')) {
      const opened = await query(...sent)
      // The last of what opens a door looks up where the org's tables are.
      const last = text.slice(text.lastIndexOf('; select ') + 2)
      explained.push(await explain(query, more, last))
      return opened
    }
    const plan = explain(query, more, text, values)
    await plan.catch(() => query('rollback to savepoint explaining'))
    const result = await query(...sent)
    explained.push(await plan)
    return result
  }

  try {
    await run()
    return explained
  } finally {
    spy.mockRestore()
  }
}

type Query = (...sent: unknown[]) => Promise<pg.QueryResult>

function statementOf([statement, values]: unknown[]) {
  const text = typeof statement === 'string' ? statement : (statement as { text: string }).text
  return { text, values }
}

// Twice: the first time a connection looks for room in a table, it reads more.
async function explain(query: Query, more: string, text: string, values?: unknown) {
  const once = async () => {
    await query(`savepoint explaining; ${more}`)
    const { rows } = await query(`explain (analyze, buffers, format json) ${text}`, values)
    await query('rollback to savepoint explaining')
    return rows[0]['QUERY PLAN'] as [{ Plan: Node }]
  }
  await once()
  const [{ Plan }] = await once()
  return { text, nodes: withChildren(Plan) }
}

function withChildren(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(withChildren)]
}
