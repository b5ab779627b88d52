import { z } from 'zod'
import {
  personName as displayName,
  address as email,
} from '~/features/communities/community.schema'
import { lazily } from '~/platform/lazily'
import { PASSWORD_LENGTH } from './password-length'

/** Characters that have no place in one line of text: controls, the null byte among them. */
const CONTROL = /\p{Cc}/u

/** Characters as people count them. */
const length = (text: string) => [...text].length

/** bcrypt reads no further. */
const PASSWORD_BYTES = 72

/** A password that somebody chose long ago: whatever it is, it is only compared. */
const knownPassword = () =>
  z.string('password.missing').min(1, 'password.missing').max(1_000, 'password.long')

const newPassword = () =>
  z
    .string('password.missing')
    .min(1, 'password.missing')
    .refine((text) => length(text) >= PASSWORD_LENGTH, 'password.short')
    .refine((text) => new TextEncoder().encode(text).length <= PASSWORD_BYTES, 'password.long')
    .refine((text) => !CONTROL.test(text), 'password.control')

const code = () =>
  z
    .string('code.missing')
    .transform((text) => text.replace(/[\s-]/g, ''))
    .pipe(
      z
        .string()
        .min(1, 'code.missing')
        .regex(/^\d{6,10}$/, 'code.form'),
    )

export const signIn = lazily(() => z.object({ email: email(), password: knownPassword() }))
export const signUp = lazily(() =>
  z.object({ displayName: displayName(), email: email(), password: newPassword() }),
)
export const askForMail = lazily(() => z.object({ email: email() }))
export const typedCode = lazily(() => z.object({ email: email(), code: code() }))
export const choosePassword = lazily(() => z.object({ password: newPassword() }))
export const changePassword = lazily(() =>
  z.object({ currentPassword: knownPassword(), password: newPassword() }),
)
