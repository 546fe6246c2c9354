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
 * its status. Any other error passes through.
 */
export async function runHandler(run: () => Promise<Response>): Promise<Response> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message, field } = error
    return Response.json({ error: { code, message, field } }, { status: STATUS[code] })
  }
}
