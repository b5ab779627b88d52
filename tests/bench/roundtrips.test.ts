import { beforeAll, describe, expect, it } from 'vitest'
import { type Measured, measureRoundTrips } from './roundtrips'

let measured: { pages: Measured[]; posts: Measured[] }

beforeAll(async () => {
  measured = await measureRoundTrips()
}, 900_000)

const name = ({ what, who, status, warm }: Measured) => `${what} as ${who} (${status}): ${warm}`

describe('database round trips', () => {
  it('a page costs one, whoever opens it', () => {
    expect(measured.pages.filter(({ warm }) => warm > 1).map(name)).toEqual([])
    expect(measured.pages.filter(({ warm }) => warm === 1).length).toBeGreaterThan(20)
  })

  it('a form post costs two at most, its answer page included', () => {
    expect(measured.posts.filter(({ warm }) => warm > 2).map(name)).toEqual([])
    expect(measured.posts.length).toBeGreaterThan(20)
  })

  it('no page and no post fails', () => {
    const failing = [...measured.pages, ...measured.posts].filter(({ status }) => status >= 500)
    expect(failing.map(name)).toEqual([])
  })
})
