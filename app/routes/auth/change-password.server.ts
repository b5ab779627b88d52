import type { AppLoadContext } from '@remix-run/cloudflare'

/**
 * Sets a new password and ends the person's other sessions: whoever knew the old one is out.
 *
 * @throws AppError `auth.weak_password`, `auth.same_password`, `auth.unavailable`, …
 */
export async function changePasswordTo(
  { auth, log }: AppLoadContext,
  password: string,
): Promise<void> {
  await auth.updatePassword(password)
  try {
    await auth.signOut('others')
  } catch (error) {
    // The password is changed; a session that lives on is worth a line, not a refusal.
    log.error('sign-out-others', {}, error)
  }
}
