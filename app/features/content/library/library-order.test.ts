import { expect, it } from 'vitest'
import { readSort, readSortedAsked, sortsOf, toSortedPage } from './library-order'

const id = '01a1ff04-a227-7ee5-809c-41f59bd88c18'

it('takes the order that a list can have', () => {
  const all = { kind: 'prompt', search: '', tag: null } as const
  expect(readSort('name', all)).toBe('name')
  expect(readSort('best', all)).toBe('newest')
  expect(readSort('newest', { ...all, search: 'a' })).toBe('newest')
  expect(readSort(null, { ...all, search: 'a' })).toBe('best')
  expect(readSort('x', all)).toBe('newest')
  expect(sortsOf(all)).toContain('used')
  expect(sortsOf({ ...all, tag: 'A tag' })).not.toContain('used')
  expect(sortsOf({ ...all, tag: 'A tag', search: 'a' })).toContain('used')
  expect(readSort('used', { ...all, kind: 'video' })).toBe('newest')
})

it.each([
  ['newest', '2026-01-02T03:04:05.678901', true],
  ['newest', '2026-02-31T03:04:05', false],
  ['newest', 'A title', false],
  ['name', 'A ~ title', true],
  ['name', '', false],
  ['name', 'a\nb', false],
  ['name', 'x'.repeat(301), false],
  ['used', '12', true],
  ['used', '1.5', false],
  ['best', '1.4599', true],
  ['best', '3e-05', true],
  ['best', '1; drop', false],
] as const)('reads a place in a list by %s: %j', (sort, key, good) => {
  const query = new URLSearchParams({ older: `${key}~${id}` })
  expect(readSortedAsked(query, sort)).toEqual({ back: false, from: good ? { key, id } : null })
})

it('makes pages whose neighbours go on where they end', () => {
  const rows = [1, 2, 3].map((n) => ({ key: `k${n}`, id: `${n}` }))
  expect(toSortedPage(rows, { back: false, from: null }, 2)).toEqual({
    items: rows.slice(0, 2),
    newer: null,
    older: 'k2~2',
  })
  expect(toSortedPage(rows, { back: true, from: { key: 'k9', id: '9' } }, 2)).toMatchObject({
    items: [rows[1], rows[0]],
    newer: 'k2~2',
    older: 'k1~1',
  })
  expect(toSortedPage([], { back: false, from: null }, 2)).toEqual({
    items: [],
    newer: null,
    older: null,
  })
})
