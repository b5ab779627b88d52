import { badJson } from './auth-error.ts'
import type { AuthContext } from './context.ts'
import type { Client } from './sessions.ts'
import type { Json } from './users.ts'

/** A request, read. */
export interface AuthRequest {
  method: string
  /** Below `/auth/v1`, such as `/token`. */
  path: string
  query: URLSearchParams
  header(name: string): string | undefined
  /** The body as a JSON object. Raises `bad_json` where it is none. */
  body(): Json
  client: Client
}

export interface AuthAnswer {
  status: number
  /** Sent as JSON; nothing is sent where it is left out. */
  json?: unknown
  headers?: Record<string, string>
}

export type Endpoint = (context: AuthContext, request: AuthRequest) => Promise<AuthAnswer>

/** A text member of a body; empty where it is left out or null. */
export function text(body: Json, name: string): string {
  const value = body[name] ?? ''
  if (typeof value !== 'string') {
    throw badJson(`cannot unmarshal ${kindOf(value)} into field ${name} of type string`)
  }
  return value
}

/** An object member of a body, or undefined. */
export function object(body: Json, name: string): Json | undefined {
  const value = body[name] ?? undefined
  if (value === undefined) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw badJson(`cannot unmarshal ${kindOf(value)} into field ${name} of type object`)
  }
  return value as Json
}

export function parseBody(raw: string): Json {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (error) {
    throw badJson(raw === '' ? 'unexpected end of JSON input' : (error as Error).message)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badJson(`cannot unmarshal ${kindOf(value)} into an object`)
  }
  return value as Json
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value
}

/**
 * Where a mail's link or a followed link may lead: the app itself and what the settings allow, else
 * the app's start.
 */
export function redirectTarget(context: AuthContext, request: AuthRequest): string {
  const { siteUrl, redirectOrigins } = context.settings
  const asked = request.header('redirect_to') ?? request.query.get('redirect_to') ?? ''
  const origin = URL.canParse(asked) ? new URL(asked).origin : undefined
  return origin === new URL(siteUrl).origin || redirectOrigins.some((one) => one === origin)
    ? asked
    : siteUrl
}
