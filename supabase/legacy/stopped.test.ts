import { expect, it } from 'vitest'
import { whyStopped } from './stopped'

const now = new Date('2026-01-01')

it.each([
  {},
  { active: true, banned: false, deletedAt: null },
  { active: 'Yes', status: 'Active', disabled: 'false', blocked: 0 },
  { active: 1, bannedUntil: new Date('2025-12-31') },
  { bannedUntil: Number.NEGATIVE_INFINITY, status: ' ' },
])('lets in %j', (row) => {
  expect(whyStopped(row, now)).toBeNull()
})

it.each([
  [{ active: false }, 'active says “false”'],
  [{ active: 'no' }, 'active says “no”'],
  [{ active: 0 }, 'active says “0”'],
  [{ status: 'suspended' }, 'status says “suspended”'],
  [{ status: 'pending' }, 'status says “pending”'],
  [{ banned: true }, 'banned says “true”'],
  [{ blocked: 't' }, 'blocked says “t”'],
  [{ suspended: 'for a while' }, 'suspended says “for a while”'],
  [{ deletedAt: '2020-01-01' }, 'deleted at says “2020-01-01”'],
  [{ bannedUntil: new Date('2026-02-01') }, 'banned until says “2026-02-01T00:00:00.000Z”'],
  [{ bannedUntil: Number.POSITIVE_INFINITY }, 'banned until says “Infinity”'],
  [{ suspendedUntil: 'next week' }, 'suspended until says “next week”'],
])('stops %j', (row, why) => {
  expect(whyStopped(row, now)).toBe(why)
})
