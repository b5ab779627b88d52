import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { changeSession, expire, payloadOf, readSession, signLikeAuth } from './session-cookie'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signed out: led to the sign-in page, and the cookie is gone. Never a 500, never a loop. */
async function expectSignedOut(browser: TestBrowser) {
  const page = await browser.get('/c/northside/dashboard')
  expect(page.status).toBe(302)
  expect(page.location).toMatch(/^\/login\?next=%2Fc%2Fnorthside%2Fdashboard/)
  expect(readSession(browser)).toBeNull()
  const login = await browser.get(page.location ?? '')
  expect(login.status).toBe(200)
}

async function withToken(make: (token: string) => string | Promise<string>) {
  const browser = await app.signIn('member@aigym.test')
  const session = readSession(browser)
  const access_token = await make(session?.access_token ?? '')
  changeSession(browser, () => ({ access_token }))
  return browser
}

describe('a token that is not sound means signed out', () => {
  it('as it is, it means signed in', async () => {
    const browser = await app.signIn('member@aigym.test')
    expect((await browser.get('/c/northside/dashboard')).status).toBe(200)
  })

  it('signed by Auth again, it means signed in', async () => {
    const browser = await withToken((token) => signLikeAuth(app, payloadOf(token)))
    expect((await browser.get('/c/northside/dashboard')).status).toBe(200)
  })

  it('without sub', async () => {
    await expectSignedOut(
      await withToken((token) => {
        const { sub: _, ...rest } = payloadOf(token)
        return signLikeAuth(app, rest)
      }),
    )
  })

  it('with a wrong signature', async () => {
    await expectSignedOut(
      await withToken(async (token) => {
        const { privateKey } = await generateKeyPair('ES256')
        const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
        return new SignJWT(payloadOf(token)).setProtectedHeader(header).sign(privateKey)
      }),
    )
  })

  it("with somebody else's sub under the old signature", async () => {
    const rival = await app.signIn('rival@aigym.test')
    const { sub } = payloadOf(readSession(rival)?.access_token ?? '')
    await expectSignedOut(
      await withToken((token) => {
        const [header, , signature] = token.split('.')
        return `${header}.${base64url({ ...payloadOf(token), sub })}.${signature}`
      }),
    )
  })

  it('with alg none', async () => {
    await expectSignedOut(
      await withToken(
        (token) => `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(payloadOf(token))}.`,
      ),
    )
  })

  it('with a session that Auth never began', async () => {
    const browser = await withToken((token) =>
      signLikeAuth(app, { ...payloadOf(token), session_id: crypto.randomUUID() }),
    )
    await expectSignedOut(browser)
  })

  it('with a cookie that is no session at all', async () => {
    const browser = await app.signIn('member@aigym.test')
    for (const name of browser.cookies.keys()) browser.cookies.set(name, 'base64-%%%')
    await expectSignedOut(browser)
  })

  it('expired, with a dead refresh token', async () => {
    const browser = await app.signIn('member@aigym.test')
    await expire(app, browser)
    changeSession(browser, () => ({ refresh_token: 'deaddeaddead' }))
    await expectSignedOut(browser)
  })
})

describe('an expired token with a living refresh token', () => {
  it('is refreshed inside the request', async () => {
    const browser = await app.signIn('member@aigym.test')
    await expire(app, browser)
    const before = readSession(browser)
    const page = await browser.get('/c/northside/dashboard')
    expect(page.status).toBe(200)
    expect(page.headers.getSetCookie().join()).toContain('HttpOnly')
    expect(readSession(browser)?.refresh_token).not.toBe(before?.refresh_token)
  })

  it('signs nobody out when twenty requests race on it', async () => {
    const browser = await app.signIn('member@aigym.test')
    await expire(app, browser)
    const tabs = Array.from({ length: 20 }, () => {
      const tab = app.visitor()
      for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
      return tab
    })
    // One browser: each answer's cookies land in the same jar, in the order in which they come.
    const pages = await Promise.all(
      tabs.map(async (tab) => {
        const page = await tab.get('/c/northside/dashboard')
        browser.take(page.headers)
        return page
      }),
    )
    expect(pages.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect((await browser.get('/c/northside/dashboard')).status).toBe(200)
    // The cookie that stayed is alive: it can be refreshed once more.
    await expire(app, browser)
    expect((await browser.get('/c/northside/dashboard')).status).toBe(200)
    expect(readSession(browser)).not.toBeNull()
  })
})

describe('sessions', () => {
  it('of one person stand apart: signing out here leaves the other in', async () => {
    const one = await app.signIn('member@aigym.test')
    const other = await app.signIn('member@aigym.test')
    expect((await one.post('/logout')).location).toBe('/')
    expect(readSession(one)).toBeNull()
    expect((await one.get('/dashboard')).location).toMatch(/^\/login/)
    expect((await other.get('/c/northside/dashboard')).status).toBe(200)
  })

  it('that were ended elsewhere are dead at the next request, whatever the token says', async () => {
    const kept = await app.signIn('rival@aigym.test')
    const lost = await app.signIn('rival@aigym.test')
    expect((await lost.get('/c/harbor/dashboard')).status).toBe(200)
    expect((await kept.post('/settings/sessions')).location).toBe('/settings/sessions')
    const page = await lost.get('/c/harbor/dashboard')
    expect(page.location).toBe('/login?next=%2Fc%2Fharbor%2Fdashboard&notice=session-ended')
    expect(readSession(lost)).toBeNull()
    expect(await (await lost.follow(page)).text()).toContain('Your session ended')
    expect((await kept.get('/c/harbor/dashboard')).status).toBe(200)
  })

  it('that are dead write nothing either', async () => {
    const kept = await app.signIn('rival@aigym.test')
    const lost = await app.signIn('rival@aigym.test')
    await kept.post('/settings/sessions')
    const page = await lost.post('/settings/profile', { displayName: 'Taken over' })
    expect(page.location).toMatch(/^\/login\?next=%2Fsettings%2Fprofile&notice=session-ended/)
    const { rows } = await app.sql.query(
      `select 1 from public.profiles where display_name = 'Taken over'`,
    )
    expect(rows).toEqual([])
  })

  it('of somebody who is suspended open nothing, and the page says why', async () => {
    const browser = await app.signIn('rival-coach@aigym.test')
    const where = `where id = (select id from auth.users where email = 'rival-coach@aigym.test')`
    await app.sql.query(`update public.profiles set suspended_at = now() ${where}`)
    try {
      const page = await browser.get('/c/harbor/dashboard')
      expect(page.status).toBe(403)
      const html = await page.text()
      expect(html).toContain('This account is paused')
      expect(html).toContain('href="/logout"')
    } finally {
      await app.sql.query(`update public.profiles set suspended_at = null ${where}`)
    }
  })
})

describe('what a page gives away', () => {
  it('is no token and no key that is not public', async () => {
    const browser = await app.signIn('member@aigym.test')
    const session = readSession(browser)
    const { postgres } = app
    for (const path of ['/', '/c/northside/dashboard', '/settings/profile']) {
      const html = await (await browser.get(path)).text()
      expect(html).not.toContain(session?.access_token)
      expect(html).not.toContain(session?.refresh_token)
      expect(html).not.toMatch(/eyJ[\w-]+\.[\w-]+\./)
      expect(html).not.toContain(new URL(postgres.workerUrl).password)
      expect(html).not.toContain('postgres://')
    }
  })

  it('is kept by nobody', async () => {
    const browser = await app.signIn('member@aigym.test')
    const page = await browser.get('/c/northside/dashboard')
    expect(page.headers.get('cache-control')).toBe('private, no-store')
  })
})
