import { AppError } from '~/platform/errors'
import { refuse } from '../form.server'

/** Auth's codes that belong beside a field, by our code for it. */
const OF_A_FIELD: Record<string, { field: string; code: string }> = {
  'auth.weak_password': { field: 'password', code: 'password.weak' },
  'auth.same_password': { field: 'password', code: 'password.same' },
  'auth.user_already_exists': { field: 'email', code: 'email.taken' },
  'auth.email_exists': { field: 'email', code: 'email.taken' },
  'auth.email_address_invalid': { field: 'email', code: 'email.invalid' },
  'auth.email_address_not_authorized': { field: 'email', code: 'email.refused' },
  'auth.validation_failed': { field: 'email', code: 'email.invalid' },
  'auth.otp_expired': { field: 'code', code: 'code.wrong' },
}

/** Auth's codes that concern the form as a whole, and the status they are answered with. */
const OF_THE_FORM: Record<string, number> = {
  'auth.invalid_credentials': 422,
  'auth.user_banned': 403,
  'auth.signup_disabled': 403,
  'auth.email_provider_disabled': 403,
  'auth.over_request_rate_limit': 429,
  'auth.over_email_send_rate_limit': 429,
  'auth.unavailable': 503,
}

/** Auth's codes for a session that is no more. */
const OF_A_DEAD_SESSION = new Set([
  'auth.session_not_found',
  'auth.session_expired',
  'auth.user_not_found',
  'auth.bad_jwt',
  'auth.no_authorization',
])

/** Seconds that a person is asked to wait where Auth does not say how many. */
const WAIT = { 429: 60, 503: 10 } as Record<number, number>

/**
 * The form again with what Auth refused, in our words, beside the field that it concerns.
 *
 * @throws error when it is none of Auth's; AppError `session-ended` (401)
 */
export function refuseAuth(fields: Record<string, string>, error: unknown) {
  if (!(error instanceof AppError) || !error.code.startsWith('auth.')) throw error
  if (OF_A_DEAD_SESSION.has(error.code)) throw new AppError('session-ended', 401, { cause: error })
  const ofField = OF_A_FIELD[error.code]
  if (ofField) return refuse(fields, 422, { errors: { [ofField.field]: ofField.code } })
  const status = OF_THE_FORM[error.code]
  if (!status) return refuse(fields, 422, { problem: 'refused' })
  return refuse(fields, status, {
    problem: error.code.slice('auth.'.length),
    retryAfter: error.retryAfter ?? WAIT[status],
  })
}

/** Too many tries: 429, when to come back, and what was entered. */
export function refuseTry(fields: Record<string, string>, retryAfter: number) {
  return refuse(fields, 429, { problem: 'limited', retryAfter })
}

/** Whether Auth said no in a way that only an existing account would hear. */
export function tellsOfAnAccount(error: unknown): boolean {
  return error instanceof AppError && error.code === 'auth.over_email_send_rate_limit'
}
