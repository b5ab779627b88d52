import bcrypt from 'bcryptjs'
import { AuthError, invalid } from './auth-error.ts'
import { longestPassword } from './settings.ts'

const rounds = 10

export function hashPassword(password: string): Promise<string> {
  return bcrypt.hash(password, rounds)
}

/** Whether the password is the account's; an account without one has no right password. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash === null || hash === '') return false
  return bcrypt.compare(password, hash)
}

/** @throws AuthError for a password that is too long for bcrypt, or too short */
export function checkStrength(password: string, minLength: number): void {
  const length = Buffer.byteLength(password)
  if (length > longestPassword) {
    throw invalid(`Password cannot be longer than ${longestPassword} characters`)
  }
  if (length < minLength) {
    throw new AuthError(
      422,
      'weak_password',
      `Password should be at least ${minLength} characters.`,
      { weak_password: { reasons: ['length'] } },
    )
  }
}
