import { randomBytes } from 'node:crypto'
import { readAddress } from '../addresses.ts'
import { record } from '../audit.ts'
import { AuthError, invalid } from '../auth-error.ts'
import { inTransaction } from '../database.ts'
import { keepChallenge, readChallenge } from '../flow-state.ts'
import { type AuthAnswer, type Endpoint, object, redirectTarget, text } from '../requests.ts'
import { sendConfirmation, sendEmailChange, sendRecovery } from '../send.ts'
import { findUserByEmail } from '../users.ts'
import { register } from './sign-up.ts'

/** The same answer whether there is such an account or not. */
const asked: AuthAnswer = { status: 200, json: {} }

/** `POST /recover`: mails a way to choose a new password. */
export const recover: Endpoint = async (context, request) => {
  const body = request.body()
  if (text(body, 'email') === '') throw invalid('Password recovery requires an email')
  const email = readAddress(text(body, 'email'))
  const challenge = readChallenge(text(body, 'code_challenge'), text(body, 'code_challenge_method'))
  const redirectTo = redirectTarget(context, request)
  await inTransaction(context.pool, async (tx) => {
    const user = await findUserByEmail(tx, email, context.settings.audience)
    if (user === undefined) return
    if (challenge !== undefined) await keepChallenge(tx, user.id, 'recovery', challenge)
    await record(tx, user, 'user_recovery_requested')
    await sendRecovery({ context, tx, user, redirectTo, challenge }, 'recovery')
  })
  return asked
}

/** `POST /otp`: mails a link and a code that sign in; makes the account unless told not to. */
export const oneTimeCode: Endpoint = async (context, request) => {
  const body = request.body()
  const [address, phone] = [text(body, 'email'), text(body, 'phone')]
  if (address !== '' && phone !== '') {
    throw invalid('Only an email address or phone number should be provided')
  }
  const challenge = readChallenge(text(body, 'code_challenge'), text(body, 'code_challenge_method'))
  if (phone !== '') {
    throw new AuthError(400, 'phone_provider_disabled', 'Unsupported phone provider')
  }
  if (address === '') throw invalid('One of email or phone must be set')
  const email = readAddress(address)
  const redirectTo = redirectTarget(context, request)
  const { pool, settings } = context
  const find = () => inTransaction(pool, (tx) => findUserByEmail(tx, email, settings.audience))
  const known = await find()
  if (known === undefined && body.create_user === false) {
    throw new AuthError(422, 'otp_disabled', 'Signups not allowed for otp')
  }
  if (known === undefined || known.email_confirmed_at === null) {
    const data = object(body, 'data') ?? {}
    // Nobody knows this password: such an account is entered by mail until it sets one.
    const password = randomBytes(32).toString('base64url')
    const { client } = request
    await register(context, { email, password, data, challenge, redirectTo, client })
    // Where addresses need no confirmation, no mail has gone out yet.
    if (settings.confirmEmail) return asked
  }
  await inTransaction(pool, async (tx) => {
    const user = await findUserByEmail(tx, email, settings.audience)
    if (user === undefined) return
    if (challenge !== undefined) await keepChallenge(tx, user.id, 'magiclink', challenge)
    await record(tx, user, 'user_recovery_requested')
    await sendRecovery({ context, tx, user, redirectTo, challenge }, 'magic_link')
  })
  return asked
}

/** `POST /resend`: mails once more what waits for a confirmation. */
export const resend: Endpoint = async (context, request) => {
  const body = request.body()
  const type = text(body, 'type')
  if (!['signup', 'email_change', 'sms', 'phone_change'].includes(type)) {
    throw invalid('Missing one of these types: signup, email_change, sms, phone_change')
  }
  const challenge = readChallenge(text(body, 'code_challenge'), text(body, 'code_challenge_method'))
  if (text(body, 'phone') !== '') {
    throw new AuthError(400, 'phone_provider_disabled', 'Phone logins are disabled')
  }
  if (text(body, 'email') === '') {
    throw invalid(
      type === 'signup'
        ? 'Type provided requires an email address'
        : 'Missing email address or phone number',
    )
  }
  const email = readAddress(text(body, 'email'))
  const redirectTo = redirectTarget(context, request)
  await inTransaction(context.pool, async (tx) => {
    const user = await findUserByEmail(tx, email, context.settings.audience)
    if (user === undefined) return
    const sending = { context, tx, user, redirectTo, challenge }
    if (type === 'signup' && user.email_confirmed_at === null) {
      if (challenge !== undefined) await keepChallenge(tx, user.id, 'email/signup', challenge)
      await record(tx, user, 'user_confirmation_requested')
      await sendConfirmation(sending)
    } else if (type === 'email_change' && user.email_change) {
      if (challenge !== undefined) await keepChallenge(tx, user.id, 'email_change', challenge)
      await sendEmailChange(sending, user.email_change)
    }
  })
  return asked
}
