export interface AppErrorOptions {
  /** What really happened; logged, never shown. */
  cause?: unknown
  /** A machine-readable hint, such as the name of a violated constraint. */
  detail?: string
  /** What goes with the code, such as the version that a thing has by now. */
  hint?: string
  /** Seconds until another try makes sense; becomes `Retry-After`. */
  retryAfter?: number
}

/**
 * An error that the product understands.
 *
 * `code` names it (`not-found`, `agent.gone`, …) and selects the text a person reads from the
 * string catalogue; `status` is the HTTP status of the answer. The `message` is for logs only.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly detail: string | undefined
  readonly hint: string | undefined
  readonly retryAfter: number | undefined

  constructor(code: string, status: number, options: AppErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.detail = options.detail
    this.hint = options.hint
    this.retryAfter = options.retryAfter
  }
}
