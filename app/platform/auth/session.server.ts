import { createServerClient } from '@supabase/ssr'
import {
  type AuthError,
  isAuthRetryableFetchError,
  type SupabaseClient,
} from '@supabase/supabase-js'
import { fetchWithin, within } from '../deadline.server'
import { AppError } from '../errors'
import type { SecurityEvent } from '../security-events'
import type { Actor } from './actor'
import type { CookieJar } from './cookie-jar.server'
import { readFreshToken } from './fresh-token.server'
import type { Verification } from './verify.server'

/** Milliseconds that Auth may take altogether, its client's own retries included. */
const AUTH_BUDGET_MS = 3_500

/** What a link or a typed code from a mail is for. */
export type MailPurpose = 'signup' | 'recovery' | 'email' | 'email_change'

interface SessionOptions {
  supabaseUrl: string
  anonKey: string
  /** Whether cookies may travel over https only. */
  secure: boolean
  jar: CookieJar
  verify: (token: string) => Promise<Verification>
  /** Hears that Auth refused a proof of who somebody is. */
  onRefused?: (event: SecurityEvent) => void
}

/** The ways in and out, and who is there. The only code that knows about tokens. */
export interface AuthSession {
  /** Reads the cookies, refreshes when it must, and says who makes the request. */
  actor(): Promise<Actor>
  /** @throws AppError `auth.invalid_credentials`, `auth.email_not_confirmed`, `auth.unavailable`, … */
  signIn(email: string, password: string): Promise<void>
  /** Resolves to whether the address must be confirmed before the first sign-in. */
  signUp(email: string, password: string, displayName: string): Promise<{ confirm: boolean }>
  /** Ends this session, the person's other ones, or all of them. */
  signOut(scope: 'local' | 'global' | 'others'): Promise<void>
  /** Sends a mail that leads to a new password. Answers the same whether the account exists. */
  requestPasswordReset(email: string): Promise<void>
  resendConfirmation(email: string): Promise<void>
  /** Spends the one-time token of a link, and signs in. */
  verifyLink(purpose: MailPurpose, tokenHash: string): Promise<void>
  /** Spends a code typed from a mail, and signs in. */
  verifyCode(purpose: MailPurpose, email: string, code: string): Promise<void>
  updatePassword(password: string): Promise<void>
  /** Removes this browser's cookies without asking Auth: for a session that is already dead. */
  forget(): void
}

const isAuthCookie = (name: string) => /^sb-.+-auth-token/.test(name)

function toAppError(error: AuthError): AppError {
  if (isAuthRetryableFetchError(error)) return new AppError('auth.unavailable', 503)
  const status = error.status ?? 400
  if (status >= 500) return new AppError('auth.unavailable', 503, { cause: error.code })
  const code = error.code ?? 'refused'
  if (status === 429) return new AppError(`auth.${code}`, 429, { retryAfter: 60 })
  return new AppError(`auth.${code}`, status)
}

async function ask<R extends { error: AuthError | null }>(call: Promise<R>): Promise<R> {
  let result: R
  try {
    result = await within(AUTH_BUDGET_MS, call)
  } catch (error) {
    throw new AppError('auth.unavailable', 503, { cause: error })
  }
  if (result.error) throw toAppError(result.error)
  return result
}

/** Auth's answers to a refresh that mean "not now": others hold the session's lock, or too many asked. */
const NOT_NOW = [409, 429]

/**
 * Asks Auth within its budget. Its client takes any 4xx to a refresh for the session's end; what means
 * "not now" is given to it as 503, so that it asks again and the cookie stays.
 */
const askAuth: typeof fetch = async (input, init) => {
  const response = await fetchWithin(AUTH_BUDGET_MS)(input, init)
  if (!NOT_NOW.includes(response.status)) return response
  const isRefresh = new Request(input).url.includes('grant_type=refresh_token')
  if (!isRefresh) return response
  return new Response(response.body, { status: 503, headers: response.headers })
}

/** Opens the session that a request's cookies hold. */
export function openAuthSession(options: SessionOptions): AuthSession {
  const { jar, secure, verify } = options
  const cookieOptions = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const
  let client: SupabaseClient | undefined
  // Most visitors to public pages have no session: they need no client.
  const auth = () => {
    client ??= createServerClient(options.supabaseUrl, options.anonKey, {
      cookieOptions,
      cookies: {
        getAll: () => jar.getAll(),
        setAll: (changes) => {
          for (const { name, value, options } of changes) {
            jar.set(name, value, { ...options, ...cookieOptions })
          }
        },
      },
      global: { fetch: askAuth },
    })
    return client.auth
  }

  function forget() {
    for (const { name } of jar.getAll()) {
      if (isAuthCookie(name)) jar.set(name, '', { ...cookieOptions, maxAge: 0 })
    }
  }

  /** Asks, and tells of a refusal; that Auth was not there to ask is none. */
  async function prove<R extends { error: AuthError | null }>(
    action: SecurityEvent['action'],
    call: Promise<R>,
    email?: string,
  ): Promise<void> {
    try {
      await ask(call)
    } catch (error) {
      if (error instanceof AppError && error.status < 500) {
        const named = email ? { email } : {}
        options.onRefused?.({ action, outcome: 'failed', code: error.code, ...named })
      }
      throw error
    }
  }

  async function actor(): Promise<Actor> {
    const cookie = jar.getAll().find(({ name }) => isAuthCookie(name))
    if (!cookie) return { kind: 'nobody', authDown: false }
    let token = await readFreshToken(jar, cookie.name.replace(/\.\d+$/, ''))
    try {
      if (!token) {
        const { data, error } = await within(AUTH_BUDGET_MS, auth().getSession())
        if (error && isAuthRetryableFetchError(error)) return { kind: 'nobody', authDown: true }
        token = data.session?.access_token
      }
    } catch (error) {
      // A cookie that is no session at all (cut, forged) throws in the parser; it is worth nothing.
      if (!(error instanceof AppError)) forget()
      return { kind: 'nobody', authDown: error instanceof AppError }
    }
    if (!token) {
      forget()
      return { kind: 'nobody', authDown: false }
    }
    const claims = await verify(token)
    if (claims === 'unavailable') return { kind: 'nobody', authDown: true }
    if (claims === 'invalid') {
      forget()
      return { kind: 'nobody', authDown: false }
    }
    return {
      kind: 'person',
      userId: claims.sub,
      sessionId: claims.session_id,
      email: claims.email,
      aal: claims.aal,
      claims,
    }
  }

  return {
    actor,
    forget,
    async signIn(email, password) {
      await prove('auth.sign-in', auth().signInWithPassword({ email, password }), email)
    },
    async signUp(email, password, displayName) {
      const { data } = await ask(
        auth().signUp({ email, password, options: { data: { display_name: displayName } } }),
      )
      return { confirm: data.session === null }
    },
    async signOut(scope) {
      try {
        await ask(auth().signOut({ scope }))
      } finally {
        // Whatever Auth says, this browser is signed out when it was asked to be.
        if (scope !== 'others') forget()
      }
    },
    async requestPasswordReset(email) {
      await ask(auth().resetPasswordForEmail(email))
    },
    async resendConfirmation(email) {
      await ask(auth().resend({ type: 'signup', email }))
    },
    async verifyLink(purpose, tokenHash) {
      await prove('auth.link', auth().verifyOtp({ type: purpose, token_hash: tokenHash }))
    },
    async verifyCode(purpose, email, code) {
      await prove('auth.code', auth().verifyOtp({ type: purpose, email, token: code }), email)
    },
    async updatePassword(password) {
      await ask(auth().updateUser({ password }))
    },
  }
}
