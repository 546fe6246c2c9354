import type { z } from 'zod'
import { AppError, type ErrorCode } from './errors'

export const STATUS: Record<ErrorCode, number> = {
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
}

/** Rejects cross-site requests. Responds to an `AppError` with JSON, and rethrows other errors. */
export async function runHandler(
  request: Request,
  run: () => Promise<Response>,
): Promise<Response> {
  try {
    requireSameOrigin(request)
    return await run()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message, field } = error
    return Response.json({ error: { code, message, field } }, { status: STATUS[code] })
  }
}

// As Next does for actions. Browsers send the session cookie from subdomains, which belong to other orgs.
function requireSameOrigin({ method, headers }: Request) {
  const origin = headers.get('origin')
  if (method === 'GET' || method === 'HEAD' || origin === null) return
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new AppError('forbidden', 'This request came from another site. Send it from this site.')
  }
}

export async function parseBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.infer<S>> {
  const isJson = request.headers.get('content-type')?.startsWith('application/json')
  const body = isJson ? request.json() : request.formData().then(Object.fromEntries)
  const result = schema.safeParse(await body.catch(() => ({})))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new AppError('invalid', issue?.message ?? 'This value is invalid.', issue?.path.join('.'))
}
