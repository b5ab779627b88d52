import { expect, test } from 'vitest'
import type { AuthContext } from './context.ts'
import { type AuthRequest, object, parseBody, redirectTarget, text } from './requests.ts'
import { defaultSettings } from './settings.ts'

test('members of a body are read by their type', () => {
  const body = parseBody('{"a":"x","b":5,"c":{"d":1},"e":null,"f":[1]}')
  expect(text(body, 'a')).toBe('x')
  expect(text(body, 'e')).toBe('')
  expect(text(body, 'missing')).toBe('')
  expect(object(body, 'c')).toEqual({ d: 1 })
  expect(object(body, 'e')).toBeUndefined()
  for (const name of ['b', 'c', 'f']) {
    expect(() => text(body, name)).toThrow(/Could not parse request body as JSON/)
  }
  for (const name of ['a', 'b', 'f']) {
    expect(() => object(body, name)).toThrow(/Could not parse request body as JSON/)
  }
})

test.each(['', '{', '[]', 'null', '"text"', '5'])('%j is no body', (raw) => {
  expect(() => parseBody(raw)).toThrow(/Could not parse request body as JSON/)
})

const context = {
  settings: {
    ...defaultSettings,
    issuer: '',
    siteUrl: 'https://gym.example',
    redirectOrigins: ['https://preview.gym.example'],
  },
} as unknown as AuthContext

const request = (target: string | undefined): AuthRequest => ({
  method: 'POST',
  path: '/recover',
  query: new URLSearchParams(target === undefined ? {} : { redirect_to: target }),
  header: () => undefined,
  body: () => ({}),
  client: { userAgent: undefined, ip: undefined },
})

test.each([
  ['https://gym.example/c/a?b=c', 'https://gym.example/c/a?b=c'],
  ['https://preview.gym.example/x', 'https://preview.gym.example/x'],
  ['https://gym.example.evil.test/', 'https://gym.example'],
  ['https://gym.example@evil.test/', 'https://gym.example'],
  ['http://gym.example/', 'https://gym.example'],
  ['//evil.test', 'https://gym.example'],
  ['javascript:alert(1)', 'https://gym.example'],
  ['/relative', 'https://gym.example'],
  [undefined, 'https://gym.example'],
])('%j leads to %j', (asked, target) => {
  expect(redirectTarget(context, request(asked))).toBe(target)
})
