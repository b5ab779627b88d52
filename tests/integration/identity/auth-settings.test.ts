import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp

const ada = { displayName: 'Ada', email: 'ada@new.test', password: 'a few good words' }

describe('where addresses need no confirmation', () => {
  beforeAll(async () => {
    app = await startTestApp({ authSettings: { confirmEmail: false } })
  })
  afterAll(() => app?.stop())

  it('signing up leads right in', async () => {
    const browser = app.visitor()
    const page = await browser.post('/signup', { ...ada, next: '/settings/profile' })
    expect(page.location).toBe('/settings/profile')
    const html = await (await browser.follow(page)).text()
    expect(html).toContain('Welcome, Ada.')
    expect(html).toContain('value="Ada"')
  })

  it('an address that is taken says so beside its field', async () => {
    const page = await app.visitor().post('/signup', { ...ada, email: 'member@aigym.test' })
    expect(page.status).toBe(422)
    const html = await page.text()
    expect(html).toContain('There is an account with this address.')
    expect(html).toContain('value="member@aigym.test"')
  })
})

describe('where mails go a minute apart', () => {
  beforeAll(async () => {
    app = await startTestApp({ authSettings: { mailEverySeconds: 60 } })
  })
  afterAll(() => app?.stop())

  it.each([
    ['/signup', ada, 'ada@new.test'],
    ['/forgot-password', { email: 'member@aigym.test' }, 'member@aigym.test'],
    ['/auth/code', { intent: 'resend', for: 'signup', email: 'ada@new.test' }, 'ada@new.test'],
  ])(
    '%s answers the second asking like the first, and only the log knows',
    async (path, fields, to) => {
      const ask = () => app.visitor().post(path, fields as Record<string, string>)
      const first = await ask()
      const mails = app.auth.countMails(to)
      app.logged.length = 0
      const second = await ask()
      expect(second.status).toBe(303)
      expect([second.status, second.location]).toEqual([first.status, first.location])
      expect(app.auth.countMails(to)).toBe(mails)
      expect(app.logged.some(({ event }) => event === 'mail.held-back')).toBe(true)
    },
  )
})
