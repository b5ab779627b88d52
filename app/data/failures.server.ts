import { AppError } from '~/platform/errors'
import type { Failure } from './batch'

/** Turns what Postgres said into an error that the product understands. */
export function toAppError(failure: Failure): AppError {
  const { sqlstate, message, constraint } = failure
  const cause = new Error(`${sqlstate} ${message}`)
  const detail = failure.detail ?? undefined
  const hint = failure.hint ?? undefined
  switch (sqlstate) {
    case 'AG401':
      return new AppError('session-ended', 401, { cause })
    case 'AG403':
      return new AppError(detail === 'second-factor.needed' ? detail : 'suspended', 403, { cause })
    case 'AG404':
      return new AppError('not-found', 404, { cause, detail })
    // An address that is no UUID names nothing.
    case '22P02':
      return new AppError('not-found', 404, { cause })
    case 'AG409':
      return new AppError(detail ?? 'conflict', 409, { cause, detail, hint })
    case 'AG422':
      return new AppError(detail ?? 'invalid', 422, { cause, detail })
    case 'AG429':
      return new AppError('limited', 429, { cause, retryAfter: Number(detail) || 60 })
    case '42501':
      return new AppError('not-allowed', 403, { cause })
    case '23505':
    case '23P01':
      return new AppError('conflict', 409, { cause, detail: constraint ?? undefined })
    case '23502':
    case '23503':
    case '23514':
    case '22001':
    case '22021':
      return new AppError('invalid', 422, { cause, detail: constraint ?? undefined })
    case '57014':
      return new AppError('timeout', 504, { cause })
    case 'connection':
    case '53300':
    case '57P01':
    case '57P03':
      return new AppError('unavailable', 503, { cause, retryAfter: 5 })
    default:
      return new AppError('unexpected', 500, { cause })
  }
}
