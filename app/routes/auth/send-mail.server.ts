import type { AppLoadContext } from '@remix-run/cloudflare'
import type { Purpose } from './asked.server'
import { tellsOfAnAccount } from './refused.server'

/**
 * Asks Auth to mail a link and a code. Answers the same whether an account exists: that a mail was
 * held back, because one has just gone, is in the log only.
 *
 * @throws AppError `auth.unavailable` and the like
 */
export async function sendMail(
  { auth, log }: AppLoadContext,
  purpose: Purpose,
  email: string,
): Promise<void> {
  try {
    if (purpose === 'recovery') await auth.requestPasswordReset(email)
    else await auth.resendConfirmation(email)
  } catch (error) {
    if (!tellsOfAnAccount(error)) throw error
    log.warn('mail.held-back', { way: purpose })
  }
}
