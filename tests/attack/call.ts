import { resolve } from 'node:path'
import { inspect } from 'node:util'
import { z } from 'zod'
import { asOrg, asUser, type Tx } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Acme } from './acme'
import { argumentsFor, type Caller, TX } from './arguments'
import { type Service, takes } from './services'

/** What was passed, what came back in full, and how it was refused, if it was. */
export type Call = { typed: unknown[]; answer: string; refused?: string }

/**
 * Calls a service with everything of Acme's. What takes a transaction gets one inside the org `door`,
 * or else of the person. Throws what no service should.
 */
export async function call(
  service: Service,
  acme: Acme,
  { door, ...caller }: Caller & { door?: OrgScope },
): Promise<Call[]> {
  const run = (await import(/* @vite-ignore */ resolve(service.path)))[service.name]
  const calls: Call[] = []
  for (const typed of argumentsFor(service, acme, caller)) {
    const withTx = (tx: Tx) => run(...typed.map((value) => (value === TX ? tx : value)))
    const enter = () => (door ? asOrg(door, withTx) : asUser(caller.user, withTx))
    const outcome = await attempt(takes(service, 'Tx') ? enter : () => run(...typed))
    calls.push({ typed, ...outcome })
  }
  return calls
}

async function attempt(run: () => Promise<unknown>): Promise<Omit<Call, 'typed'>> {
  try {
    return { answer: await textOf(await run()) }
  } catch (error) {
    const refused = refusalIn(error)
    if (!refused) throw error
    return { answer: inspect(error, { depth: 9 }), refused }
  }
}

async function textOf(answer: unknown): Promise<string> {
  if (answer instanceof ReadableStream) return new Response(answer).text()
  return JSON.stringify(answer) ?? ''
}

const ofNext = z.object({ digest: z.string().regex(/^NEXT_/) })

// Outside orgs there are no tenant tables; and of an address everybody may know that it is taken.
const byDatabase = z.object({
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
  const { digest = '' } = ofNext.safeParse(error).data ?? {}
  if (digest.startsWith('NEXT_REDIRECT')) return 'redirect'
  if (digest.endsWith(';404')) return 'not_found'
  if (digest.endsWith(';403')) return 'forbidden'
  return byDatabase.safeParse(error).success ? 'by the database' : undefined
}
