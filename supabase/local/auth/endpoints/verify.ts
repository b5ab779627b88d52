import { readAddress } from '../addresses.ts'
import { record } from '../audit.ts'
import { AuthError, invalid } from '../auth-error.ts'
import type { AuthContext } from '../context.ts'
import { inTransaction, type Tx } from '../database.ts'
import { issueCode } from '../flow-state.ts'
import {
  findUserByToken,
  forgetAllTokens,
  forgetToken,
  hashOf,
  pkcePrefix,
  type TokenType,
} from '../one-time-tokens.ts'
import { type AuthAnswer, type Endpoint, redirectTarget, text } from '../requests.ts'
import type { Method } from '../sessions.ts'
import { signIn } from '../tokens.ts'
import {
  changeEmailIdentity,
  createEmailIdentity,
  isBanned,
  type Json,
  type User,
  updateUser,
} from '../users.ts'
import { confirm } from './sign-up.ts'

/** Which tokens a kind of link or code may be. */
const tokensOf: Record<string, TokenType[]> = {
  signup: ['confirmation_token'],
  invite: ['confirmation_token'],
  recovery: ['recovery_token'],
  magiclink: ['recovery_token'],
  email: ['confirmation_token', 'recovery_token'],
  email_change: ['email_change_token_current', 'email_change_token_new'],
}

const halfDone =
  'Confirmation link accepted. Please proceed to confirm link sent to the other email'

/** `POST /verify`: spends a link's hash, or an address and its code, for a session. */
export const verify: Endpoint = async (context, request) => {
  const body = request.body()
  const [type, code, hash] = [text(body, 'type'), text(body, 'token'), text(body, 'token_hash')]
  if (type === '') throw invalid('Verify requires a verification type')
  if ((code === '') === (hash === '')) {
    throw invalid('Verify requires either a token or a token hash')
  }
  const email = text(body, 'email')
  if (hash !== '' && (email !== '' || text(body, 'redirect_to') !== '')) {
    throw invalid('Only the token_hash and type should be provided')
  }
  if (code !== '' && email === '') {
    throw invalid('Only an email address or phone number should be provided on verify')
  }
  const types = tokensOf[type]
  if (types === undefined) throw invalid('Invalid email verification type')
  const hashes = hash === '' ? codeHashes(readAddress(email), code) : [hash]
  const refusal = hash === '' ? 'Token has expired or is invalid' : linkRefusal
  return inTransaction(context.pool, async (tx) => {
    const user = await spend(context, tx, hashes, types, refusal)
    const json =
      user === undefined
        ? { msg: halfDone, code: '200' }
        : await signIn(context, tx, user, 'otp', request.client)
    return { status: 200, json }
  })
}

const linkRefusal = 'Email link is invalid or has expired'

/** A code is mailed with PKCE or without; whoever types it does not know. */
const codeHashes = (email: string, code: string) => [
  hashOf(email, code),
  pkcePrefix + hashOf(email, code),
]

/** `GET /verify?token=…&type=…`: a followed link, which leads on to the app. */
export const followLink: Endpoint = async (context, request) => {
  const [type, hash] = [request.query.get('type') ?? '', request.query.get('token') ?? '']
  if (type === '') throw invalid('Verify requires a verification type')
  if (hash === '') throw invalid('Verify requires a token or a token hash')
  const target = new URL(redirectTarget(context, request))
  const withPkce = hash.startsWith(pkcePrefix)
  try {
    const fields = await inTransaction(context.pool, async (tx) => {
      const types = tokensOf[type]
      if (types === undefined) throw invalid('Invalid email verification type')
      const user = await spend(context, tx, [hash], types, linkRefusal)
      if (user === undefined) return { message: halfDone }
      if (withPkce) return { code: await codeFor(tx, user, type) }
      const { user: _user, ...tokens } = await signIn(context, tx, user, 'otp', request.client)
      return { ...tokens, type }
    })
    return leadTo(target, fields, withPkce ? 'query' : 'fragment')
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    const fields = {
      error: error.status === 403 ? 'access_denied' : 'invalid_request',
      error_code: error.code,
      error_description: error.message,
    }
    // The client of either flow finds it: after `?` with PKCE, after `#` always.
    const seen = withPkce ? leadTo(target, fields, 'query').headers?.location : undefined
    return leadTo(new URL(seen ?? target), fields, 'fragment')
  }
}

async function codeFor(tx: Tx, user: User, type: string): Promise<string> {
  const method: Method = type === 'signup' ? 'email/signup' : (type as Method)
  const code = await issueCode(tx, user.id, method)
  if (code === undefined) {
    throw new AuthError(400, 'flow_state_not_found', 'No associated flow state found.')
  }
  return code
}

/** Adds the fields where the client looks for them: after `?` with PKCE, after `#` without. */
function leadTo(target: URL, fields: Json, where: 'query' | 'fragment'): AuthAnswer {
  const words = Object.entries(fields).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  if (where === 'query') {
    for (const [name, value] of words) target.searchParams.set(name, value)
  } else {
    target.hash = new URLSearchParams([...words, ['sb', '']]).toString()
  }
  return { status: 303, headers: { location: target.href } }
}

/**
 * Spends a token and does what it was mailed for.
 *
 * @returns the user, or undefined where the other address must confirm a change too
 */
async function spend(
  context: AuthContext,
  tx: Tx,
  hashes: string[],
  types: TokenType[],
  refusal: string,
): Promise<User | undefined> {
  const found = await firstFound(tx, hashes, types)
  if (found === undefined) throw new AuthError(403, 'otp_expired', refusal)
  const { user, type } = found
  const now = Date.now()
  if (isBanned(user, new Date(now))) throw new AuthError(403, 'user_banned', 'User is banned')
  const sentAt = {
    confirmation_token: user.confirmation_sent_at,
    recovery_token: user.recovery_sent_at,
    email_change_token_new: user.email_change_sent_at,
    email_change_token_current: user.email_change_sent_at,
  }[type]
  if (sentAt === null || now > sentAt.getTime() + context.settings.codeSeconds * 1000) {
    throw new AuthError(403, 'otp_expired', refusal)
  }
  if (type === 'confirmation_token') {
    await record(tx, user, 'user_signedup', { provider: 'email' })
    return confirm(tx, user)
  }
  return type === 'recovery_token' ? recovered(tx, user) : emailChanged(context, tx, user, type)
}

async function firstFound(tx: Tx, hashes: string[], types: TokenType[]) {
  for (const hash of hashes) {
    const found = await findUserByToken(tx, hash, types)
    if (found !== undefined) return found
  }
  return undefined
}

async function recovered(tx: Tx, user: User): Promise<User> {
  if (user.email_confirmed_at === null) {
    // Whoever reads the address's mail has shown that it is theirs.
    await record(tx, user, 'user_signedup', { provider: 'email' })
    await confirm(tx, user)
  } else {
    await record(tx, user, 'login')
    await forgetAllTokens(tx, user.id)
  }
  return updateUser(tx, user.id, { recovery_token: '' })
}

async function emailChanged(
  context: AuthContext,
  tx: Tx,
  user: User,
  type: TokenType,
): Promise<User | undefined> {
  const { confirmEmail, confirmOldEmail } = context.settings
  const column = type === 'email_change_token_current' ? type : 'email_change_token_new'
  if (confirmEmail && confirmOldEmail && user.email && user.email_change_confirm_status === 0) {
    await forgetToken(tx, user.id, type)
    await updateUser(tx, user.id, { [column]: '', email_change_confirm_status: 1 })
    return undefined
  }
  await record(tx, user, 'user_modified')
  const email = user.email_change ?? ''
  if (!(await changeEmailIdentity(tx, user.id, { email, email_verified: true }))) {
    await createEmailIdentity(tx, user.id, {
      sub: user.id,
      email,
      email_verified: true,
      phone_verified: false,
    })
  }
  await forgetAllTokens(tx, user.id)
  const changed = await updateUser(tx, user.id, {
    email,
    email_change: '',
    email_change_token_current: '',
    email_change_token_new: '',
    email_change_confirm_status: 0,
  })
  return changed.email_confirmed_at === null ? confirm(tx, changed) : changed
}
