import { z } from 'zod'
import { lazily } from '~/platform/lazily'
import { ticked } from '~/platform/ticked'

/** Characters that have no place in one line of text: controls, the null byte among them. */
const CONTROL = /\p{Cc}/u
/** The same, but line breaks and tabs, which a paragraph may hold. */
const HIDDEN_CONTROL = /[^\P{Cc}\t\n\r]/u

/** Characters as people, and Postgres, count them. */
const length = (text: string) => [...text].length

const line = (name: string, most: number) =>
  z
    .string(`${name}.missing`)
    .trim()
    .min(1, `${name}.missing`)
    .refine((text) => length(text) <= most, `${name}.long`)
    .refine((text) => !CONTROL.test(text), `${name}.control`)

/** An address as somebody types it; kept in small letters. */
export const address = lazily(() =>
  z
    .string('email.missing')
    .trim()
    .toLowerCase()
    .min(1, 'email.missing')
    .max(255, 'email.invalid')
    .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u, 'email.invalid'),
)

const role = () => z.enum(['community_admin', 'end_user'], 'role.invalid')

export const newMember = lazily(() => z.object({ email: address(), role: role() }))
export const memberRole = lazily(() => z.object({ user: z.uuid('user.invalid'), role: role() }))
export const someMember = lazily(() => z.object({ user: z.uuid('user.invalid') }))
export const awaited = lazily(() => z.object({ email: z.string('email.missing').min(1).max(255) }))

const description = () =>
  z
    .string()
    .trim()
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .refine((text) => length(text) <= 500, 'description.long')
    .refine((text) => !HIDDEN_CONTROL.test(text), 'description.control')

export const groupFields = lazily(() =>
  z.object({ name: line('name', 80), description: description() }),
)

/** Whether clocks can be told by this name. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)
  } catch {
    return false
  }
}

export const communitySettings = lazily(() =>
  z.object({
    name: line('name', 80),
    description: description(),
    joinPolicy: z.enum(['invitation', 'open'], 'joinPolicy.missing'),
    conversationReaders: z.enum(['owner', 'owner_and_coaches'], 'conversationReaders.missing'),
    reviewBeforePublish: ticked(),
    publicCopies: ticked(),
    /** Left out, it stays as it is. */
    timeZone: z.string().trim().refine(isTimeZone, 'timeZone.invalid').optional(),
    /** Days; empty for ever. Left out, it stays as it is. */
    retentionDays: z
      .string()
      .trim()
      .regex(/^(|[1-9]\d{0,3})$/, 'retentionDays.invalid')
      .transform((days) => (days === '' ? null : Number(days)))
      .refine((days) => days === null || days <= 3650, 'retentionDays.invalid')
      .optional(),
  }),
)
export type CommunitySettings = z.infer<ReturnType<typeof communitySettings>>

export const newCommunity = lazily(() =>
  z.object({
    name: line('name', 80),
    slug: z
      .string('slug.missing')
      .trim()
      .toLowerCase()
      .min(1, 'slug.missing')
      .max(48, 'slug.invalid')
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'slug.invalid'),
    coach: address(),
  }),
)
export type NewCommunity = z.infer<ReturnType<typeof newCommunity>>

export const personName = lazily(() => line('name', 80))
