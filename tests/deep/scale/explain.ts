import pg from 'pg'
import { vi } from 'vitest'
import { QueryWithSettings } from '@/db/query-with-settings'

/** A statement of a service and the nodes of its plan. */
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
 * Explains every statement that `run` sends, in its transaction right before it is sent, with the
 * additional settings. Each explanation is rolled back. A statement that fails has no plan.
 */
export async function explainAll(
  run: () => Promise<unknown>,
  settings: string,
): Promise<Explained[]> {
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

  /** Sends the settings and the query one after the other, to explain each of them. */
  async function explainTogether(query: Query, together: Together) {
    const { settings, text, values, types, _rowMode, callback } = together
    try {
      await explainAndSend(query, [['begin', ...settings].join('; ')])
      const result = await explainAndSend(query, [{ text, types, rowMode: _rowMode }, values])
      await query('commit')
      callback(null, result)
    } catch (error) {
      callback(error)
    }
  }

  async function explainAndSend(query: Query, sent: unknown[]) {
    if (sent[0] instanceof QueryWithSettings) {
      return explainTogether(query, sent[0] as unknown as Together)
    }
    const { text, values } = statementOf(sent)
    if (/^(commit|rollback)$/.test(text)) return query(...sent)
    if (text.startsWith('begin;')) {
      const opened = await query(...sent)
      // The last statement of an opening finds the schema of the org.
      const last = text.slice(text.lastIndexOf('; select ') + 2)
      explained.push(await explain(query, settings, last))
      return opened
    }
    const plan = explain(query, settings, text, values)
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

/** What pg's Query holds. */
type Together = {
  settings: string[]
  text: string
  values: unknown
  types: unknown
  _rowMode?: string
  callback: (error: unknown, result?: unknown) => void
}

type Query = (...sent: unknown[]) => Promise<pg.QueryResult>

function statementOf([statement, values]: unknown[]) {
  const text = typeof statement === 'string' ? statement : (statement as { text: string }).text
  return { text, values }
}

// Twice, because the first insert of a connection into a table reads more pages.
async function explain(query: Query, settings: string, text: string, values?: unknown) {
  const once = async () => {
    await query(`savepoint explaining; ${settings}`)
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
