import { readAddress } from '../addresses.ts'
import { record } from '../audit.ts'
import { AuthError } from '../auth-error.ts'
import { type Caller, callerOf } from '../caller.ts'
import type { AuthContext } from '../context.ts'
import { inTransaction, type Tx } from '../database.ts'
import { keepChallenge, readChallenge } from '../flow-state.ts'
import { forgetAllTokens } from '../one-time-tokens.ts'
import { checkStrength, hashPassword, isPassword } from '../passwords.ts'
import { type Endpoint, object, redirectTarget, text } from '../requests.ts'
import { sendEmailChange } from '../send.ts'
import { endSessions } from '../sessions.ts'
import { findUserByEmail, mergeMetadata, type User, updateUser, userJson } from '../users.ts'

/** `GET /user`: the person whose token it is. */
export const readUser: Endpoint = async (context, request) =>
  inTransaction(context.pool, async (tx) => {
    const { user } = await callerOf(context, tx, request)
    return { status: 200, json: await userJson(tx, user) }
  })

/** `PUT /user`: a new password, address or metadata. */
export const changeUser: Endpoint = async (context, request) => {
  const caller = await inTransaction(context.pool, (tx) => callerOf(context, tx, request))
  const body = request.body()
  const email = text(body, 'email') === '' ? undefined : readAddress(text(body, 'email'))
  const password = text(body, 'password')
  const data = object(body, 'data')
  const challenge = readChallenge(text(body, 'code_challenge'), text(body, 'code_challenge_method'))
  const passwordHash =
    password === '' ? undefined : await newPassword(context, caller.user, password)
  const redirectTo = redirectTarget(context, request)
  return inTransaction(context.pool, async (tx) => {
    let { user } = caller
    const newEmail = email === user.email ? undefined : email
    if (newEmail !== undefined) await refuseTaken(context, tx, newEmail)
    if (passwordHash !== undefined) user = await storePassword(tx, caller, passwordHash)
    if (data !== undefined) {
      user = await updateUser(tx, user.id, {
        raw_user_meta_data: mergeMetadata(user.raw_user_meta_data, data),
      })
    }
    if (newEmail !== undefined) {
      if (challenge !== undefined) await keepChallenge(tx, user.id, 'email_change', challenge)
      user = await sendEmailChange({ context, tx, user, redirectTo, challenge }, newEmail)
    }
    await record(tx, user, 'user_modified')
    return { status: 200, json: await userJson(tx, user) }
  })
}

async function newPassword(context: AuthContext, user: User, password: string): Promise<string> {
  checkStrength(password, context.settings.minPasswordLength)
  if (await isPassword(password, user.encrypted_password)) {
    throw new AuthError(
      422,
      'same_password',
      'New password should be different from the old password.',
    )
  }
  return hashPassword(password)
}

async function refuseTaken({ settings }: AuthContext, tx: Tx, email: string): Promise<void> {
  if ((await findUserByEmail(tx, email, settings.audience)) !== undefined) {
    throw new AuthError(
      422,
      'email_exists',
      'A user with this email address has already been registered',
    )
  }
}

/** Whoever sets a new password trusts nothing that was begun under the old one. */
async function storePassword(tx: Tx, { user, session }: Caller, hash: string): Promise<User> {
  await forgetAllTokens(tx, user.id)
  await endSessions(tx, user.id, session === undefined ? {} : { except: session.id })
  await record(tx, user, 'user_updated_password')
  return updateUser(tx, user.id, {
    encrypted_password: hash,
    confirmation_token: '',
    confirmation_sent_at: null,
    recovery_token: '',
    recovery_sent_at: null,
    email_change_token_current: '',
    email_change_token_new: '',
    email_change_sent_at: null,
    reauthentication_token: '',
    reauthentication_sent_at: null,
  })
}
