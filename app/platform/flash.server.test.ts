import { expect, it } from 'vitest'
import { CookieJar } from './auth/cookie-jar.server'
import { keepFlash, setFlash, takeFlash } from './flash.server'

function carry(jar: CookieJar): CookieJar {
  const headers = new Headers()
  jar.seal(headers)
  const pairs = headers.getSetCookie().map((line) => line.split(';')[0])
  return new CookieJar(pairs.join('; '))
}

it('is told once, on the next page', () => {
  const jar = new CookieJar(null, true)
  setFlash(jar, 'community.founded', { name: 'Größe <b>; 東京 🏀' })
  const next = carry(jar)
  expect(takeFlash(next)).toEqual({
    code: 'community.founded',
    params: { name: 'Größe <b>; 東京 🏀' },
  })
  expect(takeFlash(next)).toBeNull()
  const headers = new Headers()
  next.seal(headers)
  expect(headers.getSetCookie().join()).toContain('Max-Age=0')
})

it('can not be read by scripts, and travels by https where we are', () => {
  const jar = new CookieJar(null, true)
  setFlash(jar, 'auth.signed-out')
  const headers = new Headers()
  jar.seal(headers)
  expect(headers.getSetCookie()[0]).toMatch(/HttpOnly.*Secure.*SameSite=Lax/)
})

it.each(['nonsense', '{"code":1}', '[]', '{"code":"a.b","params":{"a":{}}}', '%7B'])(
  'is nothing when the cookie is %s',
  (value) => {
    const jar = new CookieJar(`flash=${encodeURIComponent(value)}`)
    expect(takeFlash(jar)).toBeNull()
  },
)

it.each([
  ['after', [takeFlash, keepFlash]],
  ['before', [keepFlash, takeFlash]],
] as const)('waits on where the request leads on %s it was taken', (_, steps) => {
  const jar = new CookieJar(null)
  setFlash(jar, 'auth.confirmed')
  const leading = carry(jar)
  for (const step of steps) step(leading)
  // What the browser holds after an answer that changed nothing, or set it again.
  const headers = new Headers()
  leading.seal(headers)
  expect(headers.getSetCookie().join()).not.toContain('Max-Age=0')
  expect(leading.get('flash')).toBeTruthy()
})

it('gives way to a newer message', () => {
  const jar = new CookieJar(null)
  setFlash(jar, 'auth.confirmed')
  const leading = carry(jar)
  takeFlash(leading)
  setFlash(leading, 'auth.signed-out')
  keepFlash(leading)
  expect(takeFlash(carry(leading))?.code).toBe('auth.signed-out')
})
