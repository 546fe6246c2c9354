export type ErrorCode = 'not_found' | 'forbidden' | 'conflict' | 'invalid' | 'rate_limited'

/**
 * The only error whose message a person gets to see. `field` names the form field it belongs to;
 * everything else that is thrown is a defect and passes through untranslated.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
  ) {
    super(message)
    this.name = 'AppError'
  }
}
