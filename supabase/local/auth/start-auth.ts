import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { listenOn, type PortMemory } from '../postgres/free-port.ts'
import type { Secrets } from '../postgres/secrets.ts'
import { StartError } from '../postgres/start-error.ts'
import { AuthError } from './auth-error.ts'
import type { AuthContext } from './context.ts'
import { openPool } from './database.ts'
import { health, jwks, settings as settingsEndpoint } from './endpoints/about.ts'
import { logOut } from './endpoints/log-out.ts'
import { oneTimeCode, recover, resend } from './endpoints/mail-requests.ts'
import { signUp } from './endpoints/sign-up.ts'
import { token } from './endpoints/token.ts'
import { changeUser, readUser } from './endpoints/user.ts'
import { followLink, verify } from './endpoints/verify.ts'
import { type Mailer, templatesDir } from './mails.ts'
import { type AuthRequest, type Endpoint, parseBody } from './requests.ts'
import { type AuthSettings, defaultSettings } from './settings.ts'
import { openSigningKey, signingJwk } from './signing-key.ts'
import { createAuthTables } from './tables.ts'

export interface AuthOptions extends Partial<Omit<AuthSettings, 'siteUrl'>> {
  /** Postgres, as `supabase_auth_admin`. */
  authUrl: string
  /** Keeps the signing key, and the port from one start to the next. */
  secrets: Secrets
  /** The app's address. */
  siteUrl: string
  mailer: Mailer
  /** A fixed port; the last one, or a free one, unless told. */
  port?: number
  /** The mails' templates; `supabase/templates` unless told. */
  templatesDir?: string
  log?: (line: string) => void
}

export interface LocalAuth {
  /** What `createClient` takes as the project's address. */
  url: string
  port: number
  /** The `iss` of its tokens. */
  issuer: string
  /** What `createClient` takes as key. It opens nothing: the stand-in asks for none. */
  anonKey: string
  stop(): Promise<void>
}

/**
 * The endpoints, by method and path below `/auth/v1`. Factors, the admin calls and the access-token
 * hook belong here (and in `tokens.ts`) once accounts need them.
 */
const endpoints: Record<string, Record<string, Endpoint>> = {
  '/health': { GET: health },
  '/settings': { GET: settingsEndpoint },
  '/.well-known/jwks.json': { GET: jwks },
  '/signup': { POST: signUp },
  '/token': { POST: token },
  '/recover': { POST: recover },
  '/resend': { POST: resend },
  '/otp': { POST: oneTimeCode },
  '/verify': { GET: followLink, POST: verify },
  '/user': { GET: readUser, PUT: changeUser },
  '/logout': { POST: logOut },
}

const base = '/auth/v1'
const biggestBody = 1024 * 1024
const apiVersion = '2024-01-01'

/**
 * Starts a stand-in for Supabase Auth on 127.0.0.1, for development: the same paths, JSON, error
 * codes and tables for what this product calls.
 *
 * @throws StartError in production, where the real server belongs
 */
export async function startAuth(options: AuthOptions): Promise<LocalAuth> {
  if (process.env.NODE_ENV === 'production') {
    throw new StartError(
      'The local Auth server is for development and does not start with NODE_ENV=production: use Supabase Auth there.',
    )
  }
  const log = options.log ?? (() => {})
  await createAuthTables(options.authUrl)
  const key = await openSigningKey(signingJwk(options.secrets))
  const pool = openPool(options.authUrl)
  let context: AuthContext | undefined
  const server = createServer((request, response) => {
    if (context !== undefined) void answer(context, request, response, log)
  })
  const memory: PortMemory = { secrets: options.secrets, name: 'auth.port' }
  const port = await listenOn(server, options.port, memory)
  const url = `http://127.0.0.1:${port}`
  const settings = settingsFrom(options, `${url}${base}`)
  context = {
    pool,
    settings,
    key,
    mailer: options.mailer,
    templatesDir: options.templatesDir ?? templatesDir,
  }
  log(`The local Auth server is for development only: ${url}${base}`)
  return {
    url,
    port,
    issuer: settings.issuer,
    anonKey: 'sb_publishable_local_development',
    async stop() {
      await close(server)
      await pool.end()
    },
  }
}

function settingsFrom(options: AuthOptions, issuer: string): AuthSettings {
  const settings = { ...defaultSettings, issuer, siteUrl: options.siteUrl.replace(/\/$/, '') }
  for (const name of [...Object.keys(defaultSettings), 'issuer'] as (keyof AuthSettings)[]) {
    const given = options[name as keyof AuthOptions]
    if (given !== undefined) Object.assign(settings, { [name]: given })
  }
  return settings
}

async function answer(
  context: AuthContext,
  request: IncomingMessage,
  response: ServerResponse,
  log: (line: string) => void,
): Promise<void> {
  const version = request.headers['x-supabase-api-version']
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const methods = isLocal(request)
      ? endpoints[pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : '']
      : undefined
    const endpoint = methods?.[request.method ?? '']
    if (endpoint === undefined) {
      response.writeHead(methods === undefined ? 404 : 405, {
        'content-type': 'text/plain; charset=utf-8',
        ...(methods === undefined ? {} : { allow: Object.keys(methods).join(', ') }),
      })
      response.end(methods === undefined ? '404 page not found\n' : '')
      return
    }
    const read = await readRequest(request, pathname, searchParams)
    const { status, json, headers } = await endpoint(context, read)
    send(response, status, json, headers)
  } catch (error) {
    const told = error instanceof AuthError ? error : unexpected(error, log)
    const isNew = typeof version === 'string' && version >= apiVersion
    const words = isNew
      ? { code: told.code, message: told.message }
      : { code: told.status, error_code: told.code, msg: told.message }
    send(
      response,
      told.status,
      { ...words, ...told.extra },
      {
        'x-sb-error-code': told.code,
        ...(isNew ? { 'x-supabase-api-version': apiVersion } : {}),
      },
    )
  }
}

function unexpected(error: unknown, log: (line: string) => void): AuthError {
  log(`The local Auth server failed: ${error instanceof Error ? error.stack : String(error)}`)
  return new AuthError(
    500,
    'unexpected_failure',
    'Unexpected failure, please check server logs for more information',
  )
}

/** A page elsewhere whose name was pointed at 127.0.0.1 sends its own name: it gets nothing. */
function isLocal(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')
}

async function readRequest(
  request: IncomingMessage,
  pathname: string,
  query: URLSearchParams,
): Promise<AuthRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > biggestBody) {
      throw new AuthError(
        413,
        'request_entity_too_large',
        `Request body too large (max ${biggestBody} bytes)`,
      )
    }
    chunks.push(chunk)
  }
  const header = (name: string) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value[0] : value
  }
  return {
    method: request.method ?? '',
    path: pathname.slice(base.length),
    query,
    header,
    body: () => parseBody(Buffer.concat(chunks).toString('utf8')),
    client: {
      userAgent: header('user-agent'),
      ip: header('x-forwarded-for')?.split(',')[0]?.trim() ?? request.socket.remoteAddress,
    },
  }
}

function send(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): void {
  if (json === undefined) {
    response.writeHead(status, headers)
    response.end()
    return
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(json))
}

/** Waits for the requests under way, but not for idle connections. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 2_000).unref()
  })
}
