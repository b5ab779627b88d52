import { AppError } from '../errors'
import type { ModelFailure } from './model'

const httpStatus: Record<ModelFailure, number> = {
  'ai.unreachable': 502,
  'ai.slow': 504,
  'ai.refused': 502,
  'ai.too-long': 502,
  'ai.overloaded': 503,
  'ai.cut-off': 502,
  'ai.limit': 502,
  'ai.blocked': 502,
}

/** Longest wait that we pass on to a person, in seconds. */
const longestRetryAfter = 3600

/** An AppError of this failure. `what` is for the log and must hold nothing a provider sent. */
export function modelFailure(
  code: ModelFailure,
  what: string,
  options: { retryAfter?: number } = {},
): AppError {
  return new AppError(code, httpStatus[code], {
    cause: new Error(what),
    ...(options.retryAfter === undefined ? {} : { retryAfter: options.retryAfter }),
  })
}

/**
 * Names what a provider's error means.
 *
 * Errors of the SDK carry the request (people's words), the response, and sometimes the key itself
 * ("incorrect API key provided: …"). So nothing of them is kept but the status and the name.
 *
 * @param answering true once the provider began to answer; what breaks then is a cut.
 */
export function nameFailure(error: unknown, answering: boolean): AppError {
  if (error instanceof AppError) return error
  const status = statusOf(error)
  const what = `${nameOf(error)}${status === undefined ? '' : `, status ${status}`}`
  if (status === 429 || status === 503 || status === 529 || saysOverloaded(error)) {
    const retryAfter = retryAfterOf(error)
    return modelFailure('ai.overloaded', what, retryAfter === undefined ? {} : { retryAfter })
  }
  if (saysTooLong(error)) return modelFailure('ai.too-long', what)
  if (answering) return modelFailure('ai.cut-off', what)
  if (status === 408 || status === 504) return modelFailure('ai.slow', what)
  if (status !== undefined && status >= 400 && status < 500) {
    return modelFailure('ai.refused', what)
  }
  return modelFailure('ai.unreachable', what)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function statusOf(error: unknown): number | undefined {
  const status = field(error, 'statusCode')
  return typeof status === 'number' ? status : undefined
}

function nameOf(error: unknown): string {
  const network = field(field(error, 'cause'), 'code')
  const name = error instanceof Error ? error.name : 'error in the stream'
  return typeof network === 'string' && /^[A-Z_]{3,40}$/.test(network) ? `${name} ${network}` : name
}

/** Errors inside a stream come with no status, only with a type or code of the provider's. */
function saysOverloaded(error: unknown): boolean {
  for (const source of [error, field(error, 'error'), field(error, 'data')]) {
    for (const name of ['type', 'code', 'statusCode']) {
      const value = field(source, name)
      if (typeof value === 'string' && /overloaded|rate_limit|too_many_requests/.test(value)) {
        return true
      }
      if (value === 429 || value === 503 || value === 529) return true
    }
  }
  return false
}

/** Providers tell by a code, or in words only, that a prompt is more than their model takes in. */
const TOO_LONG =
  /context[ _-]?(length|window|size|limit)|(prompt|input) (is |was )?too (long|large)|maximum context|input token count|too many (input |prompt )?tokens/i

function saysTooLong(error: unknown): boolean {
  const status = statusOf(error)
  if (status === 413) return true
  if (status !== undefined && status !== 400 && status !== 422) return false
  const data = field(error, 'data')
  const said = bodyOf(error)
  return [
    error,
    field(error, 'error'),
    data,
    field(data, 'error'),
    said,
    field(said, 'error'),
  ].some((source) =>
    ['code', 'type', 'message'].some((name) => {
      const value = field(source, name)
      return typeof value === 'string' && TOO_LONG.test(value)
    }),
  )
}

/** What a provider answered, where that is JSON or a list of one. The rest of it may hold what a person wrote. */
function bodyOf(error: unknown): unknown {
  const body = field(error, 'responseBody')
  if (typeof body !== 'string') return undefined
  try {
    const said: unknown = JSON.parse(body)
    return Array.isArray(said) ? said[0] : said
  } catch {
    return undefined
  }
}

function retryAfterOf(error: unknown): number | undefined {
  const value = field(field(error, 'responseHeaders'), 'retry-after')
  if (typeof value !== 'string') return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  if (!Number.isFinite(seconds) || seconds < 0) return undefined
  return Math.min(Math.ceil(seconds), longestRetryAfter)
}
