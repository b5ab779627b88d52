import { describe, expect, it } from 'vitest'
import { isSameOrigin, safePath } from './same-origin.server'

const here = 'https://gym.test'
const request = (method: string, headers: Record<string, string> = {}) =>
  new Request(`${here}/login`, { method, headers })

describe('a request that may change something', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('is not what %s is', (method) => {
    expect(isSameOrigin(request(method, { origin: 'https://evil.test' }))).toBe(true)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('comes by %s from our own pages only', (method) => {
    expect(isSameOrigin(request(method, { origin: here }))).toBe(true)
    expect(isSameOrigin(request(method, { origin: 'https://evil.test' }))).toBe(false)
    expect(isSameOrigin(request(method, { origin: 'null' }))).toBe(false)
    expect(isSameOrigin(request(method, { origin: 'https://gym.test.evil.test' }))).toBe(false)
    expect(isSameOrigin(request(method, { origin: 'http://gym.test' }))).toBe(false)
    expect(isSameOrigin(request(method))).toBe(false)
    expect(isSameOrigin(request(method, { 'sec-fetch-site': 'cross-site' }))).toBe(false)
    expect(isSameOrigin(request(method, { 'sec-fetch-site': 'same-origin' }))).toBe(true)
  })
})

describe('where to go after signing in', () => {
  it.each(['/dashboard', '/c/northside/sandbox?agent=1&message=a%20b#end', '/c/%E5%8C%97/agents'])(
    'may be %s',
    (path) => {
      expect(safePath(path, '/fallback')).toBe(path)
    },
  )

  it.each([
    null,
    undefined,
    '',
    'dashboard',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/a\u0000b',
    'https://evil.test',
    'javascript:alert(1)',
    ' //evil.test',
  ])('is never %j', (path) => {
    expect(safePath(path, '/fallback')).toBe('/fallback')
  })

  it.each(['/..//evil.test', '/./\u002fevil.test', '/a/..//evil.test'])(
    'stays on this site for %s',
    (path) => {
      const url = new URL(safePath(path, '/fallback'), here)
      expect(url.origin).toBe(here)
    },
  )
})
