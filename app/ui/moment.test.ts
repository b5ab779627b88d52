import { describe, expect, it } from 'vitest'
import { momentOf } from './moment'
import { commonWords } from './strings/common'

const now = Date.parse('2026-11-21T12:00:00Z')
const label = (iso: string) => momentOf(iso, now, commonWords.english).label

describe('a moment in words', () => {
  it.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    // A clock that runs ahead of ours.
    ['2026-11-21T12:00:30Z', 'just now'],
    ['2026-11-21T11:59:00Z', '1 minute ago'],
    ['2026-11-21T11:01:00Z', '59 minutes ago'],
    ['2026-11-21T11:00:00Z', '1 hour ago'],
    ['2026-11-20T12:00:01Z', '23 hours ago'],
    ['2026-11-20T12:00:00Z', 'yesterday'],
    ['2026-11-19T12:00:00Z', '2 days ago'],
    ['2026-11-14T12:00:01Z', '6 days ago'],
    ['2026-11-14T12:00:00Z', '14 Nov 2026'],
  ])('%s is %s', (iso, words) => expect(label(iso)).toBe(words))

  it('has the exact time, with its zone', () => {
    expect(momentOf('2026-03-01T07:05:09Z', now, commonWords.english).exact).toBe(
      '1 Mar 2026, 07:05 UTC',
    )
  })
})
