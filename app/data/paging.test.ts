import { describe, expect, it } from 'vitest'
import { readAsked, readPlace, toPage, writePlace } from './paging'

const id = '0190a0b0-0000-7000-8000-000000000001'
const place = { at: '2026-11-21T07:11:03.123456', id }
const rows = (n: number) => Array.from({ length: n }, (_, at) => ({ at: `t${at}`, id: `i${at}` }))

describe('a place in a list', () => {
  it('survives its address to the microsecond', () => {
    expect(readPlace(writePlace(place))).toEqual(place)
  })

  it.each([
    null,
    '',
    'x',
    `2026-11-21~${id}`,
    `2026-13-01T00:00:00~${id}`,
    `2026-02-30T00:00:00~${id}`,
    `2026-11-21T07:11:03.123456~x`,
    `2026-11-21T25:00:00~${id}`,
  ])('is not read from %s', (text) => expect(readPlace(text)).toBeNull())

  it('is asked for towards the newer or the older', () => {
    const at = (name: string) => readAsked(new URLSearchParams({ [name]: writePlace(place) }))
    expect(at('newer')).toEqual({ towards: 'newer', from: place })
    expect(at('older')).toEqual({ towards: 'older', from: place })
    expect(at('other')).toEqual({ towards: 'older', from: null })
  })
})

describe('a page', () => {
  const start = { towards: 'older', from: null } as const

  it('has no neighbours when all fits', () => {
    expect(toPage(rows(3), start, 3)).toEqual({ items: rows(3), newer: null, older: null })
  })

  it('goes on after its last row', () => {
    expect(toPage(rows(4), start, 3)).toMatchObject({ newer: null, older: 't2~i2' })
    const middle = toPage(rows(4), { towards: 'older', from: place }, 3)
    expect(middle).toMatchObject({ newer: 't0~i0', older: 't2~i2' })
  })

  it('is turned round when it was asked for backwards', () => {
    const page = toPage(rows(4), { towards: 'newer', from: place }, 3)
    expect(page.items.map((row) => row.id)).toEqual(['i2', 'i1', 'i0'])
    expect(page).toMatchObject({ newer: 't2~i2', older: 't0~i0' })
    expect(toPage(rows(3), { towards: 'newer', from: place }, 3).newer).toBeNull()
  })

  it('leads nowhere when nothing is left', () => {
    expect(toPage([], { towards: 'older', from: place }, 3)).toEqual({
      items: [],
      newer: null,
      older: null,
    })
  })
})
