import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN, startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { fieldsOfLink } from './mails'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const isIn = async (browser: TestBrowser) => (await browser.get('/communities')).status === 200

describe('bad input', () => {
  it('without cookies is taken as from anybody', async () => {
    const page = await app.visitor().post('/settings/profile', { displayName: 'Nobody' })
    expect(page.status).toBe(302)
    expect(page.location).toBe('/login?next=%2Fsettings%2Fprofile')
  })

  it('from another origin is refused, and does nothing', async () => {
    const browser = await app.signIn('member@aigym.test')
    for (const origin of ['https://evil.test', 'null', `${ORIGIN}.evil.test`]) {
      const page = await browser.post('/logout', {}, { origin })
      expect(page.status).toBe(403)
      const html = await page.text()
      expect(html).toContain('That came from another site')
      expect(html).toContain(page.headers.get('x-request-id'))
      // Served at another page's address: its script must not begin that page's life.
      expect(html).not.toContain('<script')
    }
    expect(await isIn(browser)).toBe(true)
  })

  it('from another origin by script is answered as its action would be', async () => {
    const browser = await app.signIn('member@aigym.test')
    const page = await browser.post('/logout.data', {}, { origin: 'https://evil.test' })
    expect(page.status).toBe(403)
    expect(page.headers.get('content-type')).toContain('text/x-script')
    expect(await page.text()).toContain('other-origin')
  })

  it('of 50 MB is refused without being read', async () => {
    const body = new URLSearchParams({ email: 'a@b.test', password: 'x'.repeat(50 * 1024 * 1024) })
    const page = await app.visitor().post('/login', body)
    expect(page.status).toBe(413)
    expect(await page.text()).toContain('That is too large')
  })

  it('that is no form is refused in words', async () => {
    const request = new Request(`${ORIGIN}/login`, {
      method: 'POST',
      body: '{"email":1}',
      headers: { origin: ORIGIN, 'content-type': 'application/json' },
    })
    const page = await app.visitor().send(request)
    expect(page.status).toBe(422)
    expect(await page.text()).toContain('That could not be used')
  })

  it('to a page that takes no form is refused in words', async () => {
    const page = await app.visitor().post('/dashboard', {})
    expect(page.status).toBe(405)
    expect(await page.text()).toContain('That could not be used')
  })

  it.each(['a\u0000b@c.test', 'a@b\u0000.test', '\u0000'])(
    'with a null byte (%j) is told beside its field',
    async (email) => {
      for (const path of ['/login', '/signup', '/forgot-password']) {
        const page = await app
          .visitor()
          .post(path, { email, password: 'a few good words', displayName: 'A\u0000' })
        expect(page.status).toBe(422)
        expect(await page.text()).toContain('Enter an email address like')
      }
    },
  )

  it('with HTML in every field is shown as text', async () => {
    const html = `"><script>alert('x')</script>`
    const page = await app.visitor().post('/login', { email: html, password: html, next: html })
    expect(page.status).toBe(422)
    const text = await page.text()
    expect(text).not.toContain(`<script>alert`)
    expect(text).toContain('&quot;&gt;&lt;script&gt;')
  })

  it('of a link that is cut says what to do instead', async () => {
    for (const path of ['/auth/confirm', '/auth/confirm?token_hash=%00&type=signup']) {
      const page = await app.visitor().get(path)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('This link is not whole')
      expect((await app.visitor().post(path, fieldsOfLink(path))).status).toBe(422)
    }
  })

  it('with a forged message for the next page shows none of its own words', async () => {
    const browser = app.visitor()
    const forged = { code: '__proto__.toString', params: { name: '<b>hello</b>' } }
    browser.cookies.set('flash', encodeURIComponent(JSON.stringify(forged)))
    const html = await (await browser.get('/')).text()
    expect(html.replace(/<script.*?<\/script>/gs, '')).not.toContain('hello')
  })
})

describe('what nobody foresaw', () => {
  it('gives a page with the id to quote, and a line in the log without the reason on the page', async () => {
    const browser = await app.signIn('member@aigym.test')
    await app.sql.query('alter table public.content_items rename to mislaid')
    try {
      app.logged.length = 0
      const page = await browser.get('/c/northside/dashboard')
      expect(page.status).toBe(500)
      const html = await page.text()
      expect(html).toContain('Something broke on our side')
      expect(html).toContain(page.headers.get('x-request-id'))
      expect(html).not.toContain('content_items')
      expect(html).toContain('href="/c/northside/dashboard"')
      expect(html).toContain('Northside')
      const [line] = app.logged.filter(({ level }) => level === 'error')
      expect(line?.requestId).toBe(page.headers.get('x-request-id'))
    } finally {
      await app.sql.query('alter table public.mislaid rename to content_items')
    }
  })
})
