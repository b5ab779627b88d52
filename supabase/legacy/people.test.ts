import { describe, expect, it } from 'vitest'
import { planPeople } from './people'
import type { LegacyData, LegacyRow } from './read-legacy'
import { legacyShape } from './shape'

const ID = '00000000-0000-4000-8000-00000000000a'

const nobodyHere = {
  byEmail: new Map(),
  ids: new Set<string>(),
  before: () => undefined,
  now: new Date(0),
}

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

it('knows by its UUID a row without an address of its own', () => {
  const two = '00000000-0000-4000-8000-00000000000b'
  const { people, whoIs, roles, problems } = planPeople(
    read({
      'auth.users': [
        { id: ID, email: 'one@legacy.test' },
        { id: two, email: 'two@legacy.test' },
      ],
      'public.users': [
        { id: ID, email: null, communityId: 1 },
        { id: two, communityId: 1 },
      ],
    }),
    nobodyHere,
  )
  expect(people.map(({ id, was }) => [id, was.length])).toEqual([
    [ID, 2],
    [two, 2],
  ])
  expect(whoIs('public.conversations.ownerId', ID)).toEqual({ person: ID })
  expect(roles.map(({ person }) => person)).toEqual([ID, two])
  expect(problems.filter((line) => !line.includes('sets a new password'))).toEqual([])
})

it('takes no word for an address that is none, though its row’s UUID is known', () => {
  const rows = read({
    'auth.users': [{ id: ID, email: 'one@legacy.test' }],
    'public.users': [
      { id: ID, email: 'n/a' },
      { id: 7, email: 'n/a' },
    ],
  })
  const left = { person: null, why: 'is left out' }
  const first = planPeople(rows, nobodyHere)
  expect(first.whoIs('public.conversations.ownerId', '7')).toEqual(left)
  const again = planPeople(rows, {
    byEmail: new Map([['one@legacy.test', ID]]),
    ids: new Set([ID]),
    before: (_table, key) => (key === ID ? ID : undefined),
    now: new Date(0),
  })
  expect(again.whoIs('public.conversations.ownerId', '7')).toEqual(left)
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

describe('a number that was imported before', () => {
  const numbered = read({
    'public.users': [{ id: 1, email: 'one@legacy.test' }],
    'public.admins': [{ id: 1, email: 'one@legacy.test' }],
  })
  const plan = (rows: LegacyData, addressHere: string) =>
    planPeople(rows, {
      byEmail: new Map([[addressHere, ID]]),
      ids: new Set([ID]),
      before: (table, key) => (`${table} ${key}` === 'public.users 1' ? ID : undefined),
      now: new Date(0),
    })

  it('is who it became, while the address is theirs', () => {
    const { people, whoIs, gone } = plan(numbered, 'one@legacy.test')
    expect(people).toMatchObject([{ id: ID, isNew: false }])
    expect(whoIs('public.conversations.ownerId', '1')).toEqual({ person: ID })
    expect(gone).toEqual([])
  })

  it('is nobody where the address is another’s: it may be of another database', () => {
    const { people, whoIs, gone } = plan(
      read({ 'public.users': [{ id: 1, email: 'other@legacy.test' }] }),
      'one@legacy.test',
    )
    expect(people).toEqual([])
    expect(whoIs('public.conversations.ownerId', '1')).toEqual({
      person: null,
      why: 'is left out',
    })
    expect(gone).toEqual([
      'public.users 1: was imported as somebody with another address; left out',
    ])
  })

  it('is who it became where a UUID of the same address says so', () => {
    const rows = read({
      'auth.users': [{ id: ID, email: 'one@legacy.test' }],
      'public.users': [{ id: 1, email: 'one@legacy.test' }],
    })
    const { whoIs, gone } = planPeople(rows, {
      byEmail: new Map([['moved@aigym.test', ID]]),
      ids: new Set([ID]),
      before: () => ID,
      now: new Date(0),
    })
    expect(whoIs('public.conversations.ownerId', '1')).toEqual({ person: ID })
    expect(gone).toEqual([])
  })
})
