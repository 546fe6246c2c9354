import { resolve } from 'node:path'
import { inspect } from 'node:util'
import { z } from 'zod'
import { asOrg, asUser, type Tx } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import type { OrgScope } from '@/lib/orgs/scope'
import { combine, type KnownValues } from './known-values'
import { type Example, examplesFor, type Ids, idsUsedBy } from './load-examples'
import { type Service, takes } from './services'

export type Caller = { user: Actor; scope: OrgScope }

/** The arguments, the whole result as text, and the code of the refusal if there was one. */
export type Call = { args: unknown[]; result: string; refused?: string }

/**
 * Calls a service with its examples, once per known value. A service that takes a transaction gets one
 * inside the org of `inside`, or else one of the user. Throws any error that is not a refusal.
 */
export async function callService(
  service: Service,
  values: KnownValues,
  caller: Caller,
  inside?: OrgScope,
): Promise<Call[]> {
  const run = await loadService(service)
  const calls: Call[] = []
  for (const args of argumentsFor(service, values)) {
    const withTx = (tx?: Tx) => run(...leadingArguments(service, caller, tx), ...args)
    const inTransaction = () => (inside ? asOrg(inside, withTx) : asUser(caller.user, withTx))
    const outcome = await attempt(takes(service, 'Tx') ? inTransaction : withTx)
    calls.push({ args, ...outcome })
  }
  return calls
}

export async function loadService({ name, path }: Service) {
  return (await import(/* @vite-ignore */ resolve(path)))[name]
}

function argumentsFor(service: Service, values: KnownValues): unknown[][] {
  return examplesFor(service).flatMap((example) => idsFor(example, values).map(example))
}

function idsFor(example: Example, values: KnownValues): Ids[] {
  const names = idsUsedBy(example)
  const lists = names.map((name) => {
    const found = values[name]
    if (!found) throw new Error(`An example uses the id ${name}, which no \`fill\` returns.`)
    return found
  })
  return combine(lists).map((ids) => Object.fromEntries(ids.map((id, at) => [names[at], id])))
}

function leadingArguments({ parameters = [] }: Service, { user, scope }: Caller, tx?: Tx) {
  const passed = { Tx: tx, Actor: user, User: user, OrgScope: scope, 'part of a scope': scope }
  return parameters.flatMap((parameter) => (parameter === 'other' ? [] : [passed[parameter]]))
}

async function attempt(run: () => Promise<unknown>): Promise<Omit<Call, 'args'>> {
  try {
    return { result: await textOf(await run()) }
  } catch (error) {
    const refused = refusalIn(error)
    if (!refused) throw error
    return { result: inspect(error, { depth: 9 }), refused }
  }
}

async function textOf(result: unknown): Promise<string> {
  if (result instanceof ReadableStream) return new Response(result).text()
  return JSON.stringify(result) ?? ''
}

const errorOfNext = z.object({ digest: z.string().regex(/^NEXT_/) })

// Outside orgs there are no tenant tables. That a slug is taken is public.
const refusalByDatabase = z.object({
  cause: z.object({
    message: z
      .string()
      .regex(
        /^permission denied|row-level security|^relation .* does not exist|org_slugs_slug_unique/,
      ),
  }),
})

function refusalIn(error: unknown): string | undefined {
  if (error instanceof AppError) return error.code
  const { digest = '' } = errorOfNext.safeParse(error).data ?? {}
  if (digest.startsWith('NEXT_REDIRECT')) return 'redirect'
  if (digest.endsWith(';404')) return 'not_found'
  if (digest.endsWith(';403')) return 'forbidden'
  return refusalByDatabase.safeParse(error).success ? 'by the database' : undefined
}
