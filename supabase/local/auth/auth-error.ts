/**
 * An error that the caller is told, in Supabase Auth's words: `code` is its `error_code`.
 *
 * `extra` is laid beside it in the answer (a weak password's reasons).
 */
export class AuthError extends Error {
  readonly status: number
  readonly code: string
  readonly extra: Record<string, unknown>

  constructor(status: number, code: string, message: string, extra: Record<string, unknown> = {}) {
    super(message)
    this.name = 'AuthError'
    this.status = status
    this.code = code
    this.extra = extra
  }
}

export const invalid = (message: string) => new AuthError(400, 'validation_failed', message)

export const badJson = (message: string) =>
  new AuthError(400, 'bad_json', `Could not parse request body as JSON: ${message}`)
