import type { AuthContext } from './context.ts'
import type { Tx } from './database.ts'
import {
  type Client,
  createRefreshToken,
  createSession,
  type Method,
  methodsOf,
  type Session,
} from './sessions.ts'
import { type Json, type User, updateUser, userJson } from './users.ts'

/** Begins a session for a person who has proved who they are, and gives its tokens. */
export async function signIn(
  context: AuthContext,
  tx: Tx,
  user: User,
  method: Method,
  client: Client,
): Promise<Json> {
  const session = await createSession(tx, user, method, client)
  const signedIn = await updateUser(tx, user.id, { last_sign_in_at: new Date() })
  const refreshToken = await createRefreshToken(tx, session, undefined)
  return tokenAnswer(context, tx, signedIn, session, refreshToken)
}

/** What `/token` and its like answer. */
export async function tokenAnswer(
  context: AuthContext,
  tx: Tx,
  user: User,
  session: Session,
  refreshToken: string,
): Promise<Json> {
  const { tokenSeconds } = context.settings
  const issuedAt = Math.floor(Date.now() / 1000)
  const claims = await claimsFor(context, tx, user, session, issuedAt)
  return {
    access_token: await context.key.sign(claims),
    token_type: 'bearer',
    expires_in: tokenSeconds,
    expires_at: issuedAt + tokenSeconds,
    refresh_token: refreshToken,
    user: await userJson(tx, user),
  }
}

async function claimsFor(
  { settings }: AuthContext,
  tx: Tx,
  user: User,
  session: Session,
  issuedAt: number,
): Promise<Json> {
  return {
    iss: settings.issuer,
    sub: user.id,
    aud: user.aud,
    exp: issuedAt + settings.tokenSeconds,
    iat: issuedAt,
    email: user.email ?? '',
    phone: user.phone ?? '',
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    role: user.role,
    aal: session.aal ?? 'aal1',
    amr: await methodsOf(tx, session.id),
    session_id: session.id,
    is_anonymous: user.is_anonymous,
  }
}
