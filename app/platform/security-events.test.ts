import { expect, it } from 'vitest'
import { maskedPath, openSecurityEvents } from './security-events'

it.each([
  ['/', '/'],
  ['/login', '/login'],
  ['/c/northside/admin/members', '/c/:community/admin/members'],
  ['/c/northside/admin/members.data', '/c/:community/admin/members'],
  ['/c/northside/agents/01936a00-0000-7000-8000-000000000011', '/c/:community/agents/:any'],
  ['/admin/ann@people.test', '/admin/:any'],
  [`/${'a/'.repeat(100)}`, '/:any'],
])('keeps of %s only %s', (path, kept) => {
  expect(maskedPath(path)).toBe(kept)
})

it('notes an action once, with its first reason, and few at all', () => {
  const events = openSecurityEvents()
  for (const code of ['first', 'second']) {
    events.note({ action: 'access.denied', outcome: 'denied', code })
  }
  for (const way of ['sign-in', 'code', 'link', 'mail'] as const) {
    events.note({ action: `auth.${way}`, outcome: 'failed', code: 'x' })
  }
  expect(events.noted().map(({ action, code }) => `${action} ${code}`)).toEqual([
    'access.denied first',
    'auth.sign-in x',
    'auth.code x',
  ])
})
