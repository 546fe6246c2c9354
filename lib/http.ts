import type { z } from 'zod'
import { AppError, type ErrorCode } from './errors'

export const STATUS: Record<ErrorCode, number> = {
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
}

/**
 * Answers a route handler's response, or an `AppError` as `{ error: { code, message, field } }` with
 * its status. Any other error passes through. Refuses what another site makes a browser send.
 */
export async function runHandler(
  request: Request,
  run: () => Promise<Response>,
): Promise<Response> {
  try {
    refuseOtherSites(request)
    return await run()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message, field } = error
    return Response.json({ error: { code, message, field } }, { status: STATUS[code] })
  }
}

// As Next does for actions. The session's cookie goes along from subdomains, which are other orgs'.
function refuseOtherSites({ method, headers }: Request) {
  const origin = headers.get('origin')
  if (method === 'GET' || method === 'HEAD' || origin === null) return
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new AppError('forbidden', 'This was sent by another site.')
  }
}

/** The fields of a JSON or form body. Throws `invalid` on the first field that is wrong. */
export async function parseBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.infer<S>> {
  const isJson = request.headers.get('content-type')?.startsWith('application/json')
  const read = isJson ? request.json() : request.formData().then(Object.fromEntries)
  const result = schema.safeParse(await read.catch(() => ({})))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new AppError('invalid', issue?.message ?? 'Wrong.', issue?.path.join('.'))
}
