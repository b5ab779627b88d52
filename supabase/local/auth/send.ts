import { AuthError } from './auth-error.ts'
import type { AuthContext } from './context.ts'
import type { Tx } from './database.ts'
import type { Challenge } from './flow-state.ts'
import { composeMail, type MailKind } from './mails.ts'
import { hashOf, keepToken, newCode, pkcePrefix, type TokenType } from './one-time-tokens.ts'
import { type User, updateUser } from './users.ts'

interface Sending {
  context: AuthContext
  tx: Tx
  user: User
  /** Where the mail's link leads in the end. */
  redirectTo: string
  challenge: Challenge | undefined
}

/** Mails a link and a code that confirm the account's address. */
export async function sendConfirmation(sending: Sending): Promise<User> {
  const { context, tx, user } = sending
  limitMails(context, user.confirmation_sent_at)
  const hash = await sendToken(sending, 'confirmation', user.email ?? '', 'confirmation_token')
  return updateUser(tx, user.id, {
    confirmation_token: hash,
    confirmation_sent_at: new Date(),
  })
}

/** Mails a link and a code that sign in: to choose a new password, or to go on. */
export async function sendRecovery(
  sending: Sending,
  kind: 'recovery' | 'magic_link',
): Promise<User> {
  const { context, tx, user } = sending
  limitMails(context, user.recovery_sent_at)
  const hash = await sendToken(sending, kind, user.email ?? '', 'recovery_token')
  return updateUser(tx, user.id, { recovery_token: hash, recovery_sent_at: new Date() })
}

/** Mails the new address, and where the settings say so the old one, to confirm a change. */
export async function sendEmailChange(sending: Sending, newEmail: string): Promise<User> {
  const { context, tx, user } = sending
  limitMails(context, user.email_change_sent_at)
  const changing = { ...sending, user: { ...user, email_change: newEmail } }
  const current =
    context.settings.confirmOldEmail && user.email !== null && user.email !== ''
      ? await sendToken(changing, 'email_change', user.email, 'email_change_token_current')
      : ''
  const next = await sendToken(changing, 'email_change', newEmail, 'email_change_token_new')
  return updateUser(tx, user.id, {
    email_change: newEmail,
    email_change_token_current: current,
    email_change_token_new: next,
    email_change_sent_at: new Date(),
    email_change_confirm_status: 0,
  })
}

async function sendToken(
  { context, tx, user, redirectTo, challenge }: Sending,
  kind: MailKind,
  to: string,
  type: TokenType,
): Promise<string> {
  const code = newCode()
  const hash = `${challenge === undefined ? '' : pkcePrefix}${hashOf(to, code)}`
  await keepToken(tx, { userId: user.id, type, hash, email: to })
  const values = {
    SiteURL: context.settings.siteUrl,
    RedirectTo: redirectTo,
    Token: code,
    TokenHash: hash,
    Email: user.email ?? '',
    NewEmail: user.email_change ?? '',
  }
  await context.mailer.deliver(composeMail(kind, to, values, context.templatesDir))
  return hash
}

/** @throws AuthError `over_email_send_rate_limit` while the last mail is too new */
function limitMails({ settings }: AuthContext, sentAt: Date | null): void {
  if (sentAt === null) return
  const left = sentAt.getTime() + settings.mailEverySeconds * 1000 - Date.now()
  if (left > 0) {
    throw new AuthError(
      429,
      'over_email_send_rate_limit',
      `For security purposes, you can only request this after ${Math.floor(left / 1000)} seconds.`,
    )
  }
}
