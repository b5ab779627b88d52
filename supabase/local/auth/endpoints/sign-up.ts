import { randomUUID } from 'node:crypto'
import { readAddress } from '../addresses.ts'
import { record } from '../audit.ts'
import { AuthError, invalid } from '../auth-error.ts'
import type { AuthContext } from '../context.ts'
import { inTransaction, type Tx } from '../database.ts'
import { type Challenge, keepChallenge, readChallenge } from '../flow-state.ts'
import { forgetAllTokens } from '../one-time-tokens.ts'
import { checkStrength, hashPassword } from '../passwords.ts'
import { type Endpoint, object, redirectTarget, text } from '../requests.ts'
import { sendConfirmation } from '../send.ts'
import type { Client } from '../sessions.ts'
import { signIn } from '../tokens.ts'
import {
  changeEmailIdentity,
  createUser,
  findUserByEmail,
  type Json,
  mergeMetadata,
  shapeUser,
  type User,
  updateUser,
  userJson,
} from '../users.ts'

/** `POST /signup`: an account with an address and a password. */
export const signUp: Endpoint = async (context, request) => {
  const body = request.body()
  const [email, phone] = [text(body, 'email'), text(body, 'phone')]
  if (email === '' && phone === '') {
    throw new AuthError(422, 'anonymous_provider_disabled', 'Anonymous sign-ins are disabled')
  }
  const password = text(body, 'password')
  if (password === '') throw invalid('Signup requires a valid password')
  checkStrength(password, context.settings.minPasswordLength)
  if (email !== '' && phone !== '') {
    throw invalid('Only an email address or phone number should be provided on signup.')
  }
  if (phone !== '') {
    throw new AuthError(400, 'phone_provider_disabled', 'Phone signups are disabled')
  }
  const answer = await register(context, {
    email: readAddress(email),
    password,
    data: object(body, 'data') ?? {},
    challenge: readChallenge(text(body, 'code_challenge'), text(body, 'code_challenge_method')),
    redirectTo: redirectTarget(context, request),
    client: request.client,
  })
  return { status: 200, json: answer }
}

export interface Registration {
  email: string
  password: string
  data: Json
  challenge: Challenge | undefined
  redirectTo: string
  client: Client
}

/**
 * Makes an account, or mails an unconfirmed one again. An address that has one already gets an
 * answer that looks the same, unless addresses are not confirmed at all.
 *
 * @returns a session where the address need not be confirmed, else the user
 */
export async function register(context: AuthContext, input: Registration): Promise<Json> {
  // Slow on purpose, so not while a transaction waits.
  const passwordHash = await hashPassword(input.password)
  try {
    return await inTransaction(context.pool, (tx) => registerIn(context, tx, input, passwordHash))
  } catch (error) {
    // Somebody else signed up with this address at this very moment: now there is an account.
    if ((error as { constraint?: string }).constraint !== 'users_email_partial_key') throw error
    return inTransaction(context.pool, (tx) => registerIn(context, tx, input, passwordHash))
  }
}

async function registerIn(
  context: AuthContext,
  tx: Tx,
  input: Registration,
  passwordHash: string,
): Promise<Json> {
  const { settings } = context
  const known = await findUserByEmail(tx, input.email, settings.audience)
  if (known?.email_confirmed_at) return registeredBefore(context, tx, known, input)
  const user =
    known ??
    (await createUser(tx, {
      email: input.email,
      passwordHash,
      audience: settings.audience,
      role: settings.role,
      data: input.data,
    }))
  if (!settings.confirmEmail) {
    await record(tx, user, 'user_signedup', { provider: 'email' })
    const confirmed = await confirm(tx, user)
    await record(tx, confirmed, 'login', { provider: 'email' })
    return signIn(context, tx, confirmed, 'password', input.client)
  }
  await record(tx, user, 'user_confirmation_requested', { provider: 'email' })
  const { challenge, redirectTo } = input
  if (challenge !== undefined) await keepChallenge(tx, user.id, 'email/signup', challenge)
  return userJson(tx, await sendConfirmation({ context, tx, user, redirectTo, challenge }))
}

async function registeredBefore(
  { settings }: AuthContext,
  tx: Tx,
  user: User,
  input: Registration,
): Promise<Json> {
  await record(tx, user, 'user_repeated_signup', { provider: 'email' })
  if (!settings.confirmEmail) {
    throw new AuthError(422, 'user_already_exists', 'User already registered')
  }
  const now = new Date()
  const nobody: User = {
    ...user,
    id: randomUUID(),
    role: '',
    phone: null,
    email_change: null,
    email_change_sent_at: null,
    email_confirmed_at: null,
    confirmed_at: null,
    invited_at: null,
    confirmation_sent_at: now,
    recovery_sent_at: null,
    reauthentication_sent_at: null,
    last_sign_in_at: null,
    banned_until: null,
    raw_app_meta_data: { provider: 'email', providers: ['email'] },
    raw_user_meta_data: input.data,
    created_at: now,
    updated_at: now,
  }
  return shapeUser(nobody, [])
}

/** Marks the account's address as its own. Whatever was mailed before no longer holds. */
export async function confirm(tx: Tx, user: User): Promise<User> {
  await forgetAllTokens(tx, user.id)
  await changeEmailIdentity(tx, user.id, { email_verified: true })
  return updateUser(tx, user.id, {
    confirmation_token: '',
    email_confirmed_at: new Date(),
    raw_user_meta_data: mergeMetadata(user.raw_user_meta_data, { email_verified: true }),
  })
}
