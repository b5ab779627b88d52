import { expect, it } from 'vitest'
import { planPeople } from './people'
import type { LegacyData, LegacyRow } from './read-legacy'
import { legacyShape } from './shape'

const ID = '00000000-0000-4000-8000-00000000000a'

const nobodyHere = { byEmail: new Map(), ids: new Set<string>(), before: () => undefined }

/** What was read where only these tables hold anything. */
function read(some: Record<string, LegacyRow[]>): LegacyData {
  const rows = Object.fromEntries(
    Object.keys(legacyShape).map((table) => [table, some[table] ?? []]),
  )
  return { rows: rows as LegacyData['rows'], references: new Map(), unread: [] }
}

it('makes one person of a UUID in two tables, though one of them has an older address', () => {
  const { people, whoIs, problems } = planPeople(
    read({
      'auth.users': [{ id: ID, email: 'new@legacy.test' }],
      'public.users': [{ id: ID.toUpperCase(), email: 'old@legacy.test', active: false }],
    }),
    nobodyHere,
  )
  expect(people).toMatchObject([{ id: ID, email: 'new@legacy.test', suspended: true }])
  expect(whoIs('public.conversations.ownerId', ID)).toEqual({ person: ID })
  expect(problems.join('\n')).toContain('has another address than new@legacy.test, whose id it has')
})

it('keeps two people of one number apart', () => {
  const { people, whoIs } = planPeople(
    read({
      'public.users': [{ id: 1, email: 'user@legacy.test' }],
      'public.admins': [{ id: 1, email: 'admin@legacy.test' }],
    }),
    nobodyHere,
  )
  expect(people.map(({ email }) => email)).toEqual(['user@legacy.test', 'admin@legacy.test'])
  expect(whoIs('public.conversations.ownerId', '1')).toEqual({
    person: null,
    why: 'could be public.users 1 or public.admins 1, and nothing says which',
  })
})
