import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import { fieldsOfLink } from './mails'

describe('a way in that is tried too often', () => {
  let strict: TestApp
  beforeAll(async () => {
    strict = await startTestApp({ vars: { LIMIT_PER_ACCOUNT: '3', LIMIT_PER_ADDRESS: '8' } })
  })
  afterAll(() => strict?.stop())

  it.each([
    ['/login', { password: 'wrong but long' }, 'login'],
    ['/forgot-password', {}, 'mail'],
    ['/auth/code', { for: 'signup', code: '000000' }, 'code'],
    ['/signup', { displayName: 'Zoe', password: 'a few good words' }, 'signup'],
  ])('%s says when to come back, and keeps what was typed', async (path, fields, name) => {
    const browser = strict.visitor()
    const from = (address: string, email: string) =>
      browser.post(
        path,
        { email, ...(fields as Record<string, string>) },
        {
          'cf-connecting-ip': address,
        },
      )
    const email = `${name}-one@new.test`
    // An account is held back wherever its tries come from.
    for (let tries = 0; tries < 3; tries += 1) {
      expect((await from(`10.0.0.${tries}`, email)).status).not.toBe(429)
    }
    const page = await from('10.0.0.9', email.toUpperCase())
    expect(page.status).toBe(429)
    const seconds = Number(page.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(600)
    const html = await page.text()
    expect(html).toContain('That was too often.')
    expect(html).toMatch(/You can try again in \d+ (seconds|minutes)\./)
    expect(html).toContain(`value="${email.toUpperCase()}"`)
    expect(html).not.toContain('wrong but long')
    // A network address is held back whichever account it names.
    const flood = await Promise.all(
      Array.from({ length: 9 }, (_, at) => from('10.0.1.1', `${name}-flood-${at}@new.test`)),
    )
    expect(flood.filter(({ status }) => status === 429)).toHaveLength(1)
    // Others come and go as before.
    expect((await from('10.0.2.1', `${name}-two@new.test`)).status).not.toBe(429)
  })

  it('a password in the settings', async () => {
    const browser = await strict.signIn('coach@aigym.test')
    const fields = { currentPassword: 'not my password', password: 'a whole new sentence' }
    const pages = []
    for (let tries = 0; tries < 4; tries += 1) {
      pages.push((await browser.post('/settings/password', fields)).status)
    }
    expect(pages).toEqual([422, 422, 422, 429])
  })

  it('a link', async () => {
    const path = '/auth/confirm?token_hash=0123456789abcdef&type=signup'
    const pages = []
    for (let tries = 0; tries < 4; tries += 1) {
      pages.push((await strict.visitor().post(path, fieldsOfLink(path))).status)
    }
    expect(pages).toEqual([410, 410, 410, 429])
  })
})
