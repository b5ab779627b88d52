import { expect, it } from 'vitest'
import { CookieJar } from './cookie-jar.server'

it('reads what the browser sent', () => {
  const jar = new CookieJar('a=1; b=two%20words; empty=')
  expect(jar.get('a')).toBe('1')
  expect(jar.get('b')).toBe('two words')
  expect(jar.get('none')).toBeUndefined()
  expect(new CookieJar(null).getAll()).toEqual([])
})

it('believes at once in what it will set, and says it in the head', () => {
  const jar = new CookieJar('a=1')
  jar.set('a', '2', { path: '/', httpOnly: true })
  expect(jar.get('a')).toBe('2')
  const headers = new Headers()
  jar.seal(headers)
  expect(headers.getSetCookie()).toEqual(['a=2; Path=/; HttpOnly'])
})

it('forgets a cookie that is emptied', () => {
  const jar = new CookieJar('a=1')
  jar.set('a', '', { path: '/', maxAge: 0 })
  expect(jar.get('a')).toBeUndefined()
  const headers = new Headers()
  jar.seal(headers)
  expect(headers.getSetCookie()).toEqual(['a=; Max-Age=0; Path=/'])
})

it('takes no change once the head is sent', () => {
  const jar = new CookieJar('a=1')
  jar.seal(new Headers())
  jar.set('a', '2', { path: '/' })
  expect(jar.get('a')).toBe('1')
})
