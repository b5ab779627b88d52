import { data } from '@remix-run/cloudflare'
import type { z } from 'zod'
import { AppError } from '~/platform/errors'
import type { FormReply } from './form-reply'

/** Characters of a field that an answer gives back: no field of a plain form takes as many. */
const KEPT = 100_000

/** Fields that never travel back to the page. */
const SECRET = /password|secret/i

/** What was entered, as text, without secrets: for showing it again. */
function kept(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !SECRET.test(name))
      .map(([name, value]) => [name, value.slice(0, KEPT).replaceAll('\0', '')]),
  )
}

/**
 * The fields of a posted form, as text.
 *
 * @throws AppError `invalid` (422) when the body is no form
 */
export async function readFields(request: Request): Promise<Record<string, string>> {
  let form: FormData
  try {
    form = await request.formData()
  } catch (cause) {
    throw new AppError('invalid', 422, { cause })
  }
  const fields: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = value
  return fields
}

export type Parsed<T> = { value: T; fields: Record<string, string> } | { reply: FormReply }

/** Checks fields against a schema whose messages are catalogue codes; the first of a field counts. */
export function parseFields<T>(
  fields: Record<string, string>,
  schema: () => z.ZodType<T>,
): Parsed<T> {
  const result = schema().safeParse(fields)
  if (result.success) return { value: result.data, fields }
  const errors: Record<string, string> = {}
  for (const { path, message } of result.error.issues) {
    const name = String(path[0] ?? '')
    errors[name] ??= message
  }
  return { reply: { values: kept(fields), errors, problem: null, retryAfter: null } }
}

interface Refusal {
  /** Codes by field. */
  errors?: Record<string, string>
  /** A code for the form as a whole. */
  problem?: string
  retryAfter?: number
}

/** The form again, with what was entered and what is wrong. */
export function refuse(
  fields: Record<string, string>,
  status: number,
  { errors = {}, problem, retryAfter }: Refusal,
) {
  const reply: FormReply = {
    values: kept(fields),
    errors,
    problem: problem ?? null,
    retryAfter: retryAfter ?? null,
  }
  const headers = new Headers()
  if (retryAfter) headers.set('retry-after', String(retryAfter))
  return data(reply, { status, headers })
}

/** Invalid input: 422 and the form again. */
export function refuseInvalid(reply: FormReply) {
  return data(reply, { status: 422 })
}
