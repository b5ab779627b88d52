import { z } from 'zod'
import {
  personName as displayName,
  address as email,
} from '~/features/communities/community.schema'
import { PASSWORD_LENGTH } from './password-length'

/** Characters that have no place in one line of text: controls, the null byte among them. */
const CONTROL = /\p{Cc}/u

/** Characters as people count them. */
const length = (text: string) => [...text].length

/** bcrypt reads no further. */
const PASSWORD_BYTES = 72

/** A password that somebody chose long ago: whatever it is, it is only compared. */
export const knownPassword = z
  .string('password.missing')
  .min(1, 'password.missing')
  .max(1_000, 'password.long')

export const newPassword = z
  .string('password.missing')
  .min(1, 'password.missing')
  .refine((text) => length(text) >= PASSWORD_LENGTH, 'password.short')
  .refine((text) => new TextEncoder().encode(text).length <= PASSWORD_BYTES, 'password.long')
  .refine((text) => !CONTROL.test(text), 'password.control')

export const code = z
  .string('code.missing')
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'code.missing')
      .regex(/^\d{6,10}$/, 'code.form'),
  )

export const signIn = z.object({ email, password: knownPassword })
export const signUp = z.object({ displayName, email, password: newPassword })
export const askForMail = z.object({ email })
export const typedCode = z.object({ email, code })
export const choosePassword = z.object({ password: newPassword })
export const changePassword = z.object({ currentPassword: knownPassword, password: newPassword })
