import { record } from '../audit.ts'
import { AuthError, invalid } from '../auth-error.ts'
import type { AuthContext } from '../context.ts'
import { inTransaction, type Tx } from '../database.ts'
import { spendCode } from '../flow-state.ts'
import { isPassword } from '../passwords.ts'
import { type AuthRequest, type Endpoint, text } from '../requests.ts'
import {
  activeRefreshToken,
  createRefreshToken,
  lockRefreshToken,
  type RefreshToken,
  revokeRefreshTokens,
  touchSession,
} from '../sessions.ts'
import { signIn, tokenAnswer } from '../tokens.ts'
import { findUserByEmail, findUserById, isBanned, type Json } from '../users.ts'

/** `POST /token?grant_type=…`: tokens for a password, a refresh token or a PKCE code. */
export const token: Endpoint = async (context, request) => {
  const grants: Record<string, (context: AuthContext, request: AuthRequest) => Promise<Json>> = {
    password: byPassword,
    refresh_token: byRefreshToken,
    pkce: byCode,
  }
  const grant = grants[request.query.get('grant_type') ?? '']
  if (grant === undefined) {
    throw new AuthError(400, 'invalid_credentials', 'unsupported_grant_type')
  }
  return { status: 200, json: await grant(context, request) }
}

const wrongCredentials = () =>
  new AuthError(400, 'invalid_credentials', 'Invalid login credentials')

async function byPassword(context: AuthContext, request: AuthRequest): Promise<Json> {
  const body = request.body()
  const [email, phone] = [text(body, 'email'), text(body, 'phone')]
  if (email !== '' && phone !== '') {
    throw invalid('Only an email address or phone number should be provided on login.')
  }
  if (phone !== '') {
    throw new AuthError(422, 'phone_provider_disabled', 'Phone logins are disabled')
  }
  if (email === '') throw invalid('missing email or phone')
  const { pool, settings } = context
  const user = await inTransaction(pool, (tx) => findUserByEmail(tx, email, settings.audience))
  if (user === undefined) throw wrongCredentials()
  if (isBanned(user, new Date())) throw new AuthError(400, 'user_banned', 'User is banned')
  if (!(await isPassword(text(body, 'password'), user.encrypted_password))) throw wrongCredentials()
  if (user.email_confirmed_at === null) {
    throw new AuthError(400, 'email_not_confirmed', 'Email not confirmed')
  }
  return inTransaction(pool, async (tx) => {
    await record(tx, user, 'login', { provider: 'email' })
    return signIn(context, tx, user, 'password', request.client)
  })
}

async function byCode(context: AuthContext, request: AuthRequest): Promise<Json> {
  const body = request.body()
  const [code, verifier] = [text(body, 'auth_code'), text(body, 'code_verifier')]
  if (code === '' || verifier === '') {
    throw invalid('invalid request: both auth code and code verifier should be non-empty')
  }
  return inTransaction(context.pool, async (tx) => {
    const { flowSeconds } = context.settings
    const flow = await spendCode(tx, code, verifier, { now: new Date(), flowSeconds })
    const user = await findUserById(tx, flow.userId)
    if (user === undefined) throw new AuthError(404, 'user_not_found', 'User not found')
    await record(tx, user, 'login', { provider_type: 'email' })
    return signIn(context, tx, user, flow.method, request.client)
  })
}

async function byRefreshToken(context: AuthContext, request: AuthRequest): Promise<Json> {
  const given = text(request.body(), 'refresh_token')
  if (!/^[a-z0-9]{12}$/.test(given)) throw invalid('Refresh token is not valid')
  const answer = await inTransaction(context.pool, (tx) => refresh(context, tx, given, request))
  // A theft that was noticed stays noticed: the session's tokens are revoked, then the answer is no.
  if (answer === undefined) {
    throw new AuthError(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
  }
  return answer
}

/** @returns undefined where a spent token was used again */
async function refresh(
  context: AuthContext,
  tx: Tx,
  given: string,
  request: AuthRequest,
): Promise<Json | undefined> {
  const found = await lockRefreshToken(tx, given)
  const user = found && (await findUserById(tx, found.session.user_id))
  if (found === undefined || user === undefined) {
    throw new AuthError(
      400,
      'refresh_token_not_found',
      'Invalid Refresh Token: Refresh Token Not Found',
    )
  }
  const now = new Date()
  if (isBanned(user, now)) {
    throw new AuthError(400, 'user_banned', 'Invalid Refresh Token: User Banned')
  }
  const { session, token: spent } = found
  if (session.not_after !== null && session.not_after < now) {
    throw new AuthError(400, 'session_expired', 'Invalid Refresh Token: Session Expired')
  }
  const next = await nextToken(tx, spent, context.settings.reuseSeconds, now)
  if (next === undefined) return undefined
  await record(tx, user, 'token_refreshed')
  if (next === 'new') await record(tx, user, 'token_revoked')
  const issued = next === 'new' ? await createRefreshToken(tx, session, spent) : next.token
  if (next === 'new') await revokeRefreshTokens(tx, { token: spent.token })
  await touchSession(tx, session.id, request.client)
  return tokenAnswer(context, tx, user, session, issued)
}

/**
 * A client that never saw the answer to its refresh asks again with the old token: then the one that
 * took its place is handed out once more. Any other use of a spent token is allowed for some seconds
 * (tabs race) and taken for a theft after that, which ends the session's tokens.
 */
async function nextToken(
  tx: Tx,
  spent: RefreshToken,
  reuseSeconds: number,
  now: Date,
): Promise<RefreshToken | 'new' | undefined> {
  if (!spent.revoked) return 'new'
  const active = await activeRefreshToken(tx, spent.session_id)
  if (active?.parent === spent.token) return active
  if (now.getTime() <= spent.updated_at.getTime() + reuseSeconds * 1000) return 'new'
  await revokeRefreshTokens(tx, { sessionId: spent.session_id })
  return undefined
}
