import type { z } from 'zod'
import { AppError, type ErrorCode } from './errors'
import { isSameOrigin } from './tenancy/hosts'

export const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
}

/** In seconds. */
export const RETRY_AFTER = '5'

/** A body that cannot be read, with its HTTP status. */
class UnreadableBody extends AppError {
  constructor(
    readonly status: 400 | 415,
    message: string,
  ) {
    super('invalid', message)
  }
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
    const status = error instanceof UnreadableBody ? error.status : STATUS[code]
    const headers = code === 'unavailable' ? { 'Retry-After': RETRY_AFTER } : undefined
    return Response.json({ error: { code, message, field } }, { status, headers })
  }
}

// As Next does for actions. Browsers send the session cookie from subdomains, which belong to other orgs.
function requireSameOrigin({ method, headers }: Request) {
  if (method === 'GET' || method === 'HEAD') return
  if (!isSameOrigin(headers)) {
    throw new AppError('forbidden', 'This request came from another site. Send it from this site.')
  }
}

/** The body as JSON, or the fields of a form. Throws an `AppError` if it is malformed or of another type. */
export async function readBody(request: Request): Promise<unknown> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  const isJson = type.trim().toLowerCase() === 'application/json'
  if (!isJson && !FORM_TYPE.test(type)) {
    throw new UnreadableBody(415, 'Send JSON with the content type application/json, or a form.')
  }
  const body = isJson ? request.json() : request.formData().then(Object.fromEntries)
  return body.catch(() => {
    throw new UnreadableBody(400, `The body is not valid ${isJson ? 'JSON' : 'form data'}.`)
  })
}

const FORM_TYPE = /^\s*(multipart\/form-data|application\/x-www-form-urlencoded)\s*$/i

export async function parseBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.infer<S>> {
  const result = schema.safeParse(await readBody(request))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new AppError('invalid', issue?.message ?? 'This value is invalid.', issue?.path.join('.'))
}
