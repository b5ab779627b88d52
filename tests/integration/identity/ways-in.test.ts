import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authTargets } from '../../fixtures/auth'
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { fieldsOfLink, newestMail } from './mails'

let app: TestApp

let people = 0
/** Somebody nobody has heard of. */
function newcomer() {
  people += 1
  return {
    displayName: `Newcomer ${people}`,
    email: `newcomer-${people}@new.test`,
    password: 'a few good words',
  }
}

async function signUp(browser: TestBrowser = app.visitor(), next = '') {
  const person = newcomer()
  const page = await browser.post('/signup', { ...person, next })
  return { person, page, browser }
}

/** Signs up and confirms; the browser is signed in. */
async function member() {
  const { person, browser } = await signUp()
  const mail = newestMail(app, person.email)
  await browser.post(mail?.path ?? '', fieldsOfLink(mail?.path ?? ''))
  return { person, browser }
}

const isIn = async (browser: TestBrowser) => (await browser.get('/communities')).status === 200

// On the stand-in always, and on the real Auth server where there is one.
describe.each(authTargets)('on the %s', (target) => {
  beforeAll(async () => {
    app = await startTestApp({ auth: target })
  })
  afterAll(() => app?.stop())

  describe('signing up', () => {
    it('leads to the code page, and the typed code leads in', async () => {
      const { person, page, browser } = await signUp()
      expect(page.status).toBe(303)
      expect(page.location).toBe('/auth/code?for=signup')
      const asking = await browser.follow(page)
      const html = await asking.text()
      expect(html).toContain('Confirm your address')
      expect(html).toContain(`value="${person.email}"`)
      const code = newestMail(app, person.email)?.code ?? ''
      expect(code).toMatch(/^\d{6}$/)
      const done = await browser.post('/auth/code', { for: 'signup', email: person.email, code })
      expect(done.status).toBe(303)
      expect(done.location).toBe('/dashboard')
      const welcome = await (await browser.follow(done)).text()
      expect(welcome).toContain('Your address is confirmed, and you are in.')
      expect(welcome).toContain(`Welcome, ${person.displayName}`)
      expect(welcome).toContain('You belong to no community yet')
    })

    it('by the link works in another browser than the one that asked', async () => {
      const { person } = await signUp()
      const { path } = newestMail(app, person.email) ?? { path: '' }
      expect(path).toMatch(/^\/auth\/confirm\?/)
      const other = app.visitor()
      expect(await (await other.get(path)).text()).toContain('Confirm address')
      const done = await other.post(path, fieldsOfLink(path))
      expect(done.location).toBe('/dashboard')
      expect(await isIn(other)).toBe(true)
    })

    it('is not spent by a scanner that opens the link, and is spent by the button', async () => {
      const { person } = await signUp()
      const { path } = newestMail(app, person.email) ?? { path: '' }
      for (let times = 0; times < 3; times += 1) await app.visitor().get(path)
      expect((await app.visitor().post(path, fieldsOfLink(path))).status).toBe(303)
      const again = await app.visitor().post(path, fieldsOfLink(path))
      expect(again.status).toBe(410)
      const html = await again.text()
      expect(html).toContain('This link has been used, or is older than an hour')
      expect(html).toContain('href="/auth/code"')
    })

    it('goes on to where the person was going', async () => {
      const next = '/c/northside/agents?q=a'
      const { person, page, browser } = await signUp(app.visitor(), next)
      expect(page.location).toBe(`/auth/code?for=signup&next=${encodeURIComponent(next)}`)
      const code = newestMail(app, person.email)?.code ?? ''
      const fields = { for: 'signup', email: person.email, code, next }
      expect((await browser.post('/auth/code', fields)).location).toBe(next)
    })

    it('says the same for an address that has an account, and mails nothing', async () => {
      const before = app.auth.mails('member@aigym.test').length
      const known = await app.visitor().post('/signup', {
        displayName: 'Somebody',
        email: 'member@aigym.test',
        password: 'a few good words',
      })
      const { page: unknown } = await signUp()
      expect(known.status).toBe(unknown.status)
      expect(known.location).toBe(unknown.location)
      expect(app.auth.mails('member@aigym.test')).toHaveLength(before)
    })

    it('tells what is wrong beside each field, and keeps all but the password', async () => {
      const page = await app.visitor().post('/signup', {
        displayName: '  ',
        email: 'no-address',
        password: 'short1!',
      })
      expect(page.status).toBe(422)
      const html = await page.text()
      expect(html).toContain('Enter the name that others should see.')
      expect(html).toContain('Enter an email address like name@example.org.')
      expect(html).toContain('This is too short: use at least 8 characters.')
      expect(html).toContain('3 things need changing')
      expect(html).toContain('value="no-address"')
      expect(html).not.toContain('short1!')
      expect(html).toContain('href="#email"')
      expect(html).toMatch(/id="email"[^>]*aria-invalid="true"/)
    })

    it('keeps a name in any script, and runs none of it', async () => {
      const names = [
        'שלום עולם',
        '東京 🏀',
        '<script>alert(1)</script>',
        `"'><img src=x onerror=1>`,
      ]
      for (const displayName of names) {
        const browser = app.visitor()
        const person = { ...newcomer(), displayName }
        await browser.post('/signup', person)
        const { path } = newestMail(app, person.email) ?? { path: '' }
        await browser.post(path, fieldsOfLink(path))
        const html = await (await browser.get('/communities')).text()
        expect(html).not.toMatch(/<script>alert|<img src=x/)
        const { rows } = await app.sql.query(
          `select display_name from public.profiles join auth.users using (id) where email = $1`,
          [person.email],
        )
        expect(rows).toEqual([{ display_name: displayName }])
      }
    })
  })

  describe('a typed code', () => {
    it('that is wrong says so and keeps the address', async () => {
      const { person, browser } = await signUp()
      const right = newestMail(app, person.email)?.code
      const code = right === '000000' ? '000001' : '000000'
      const page = await browser.post('/auth/code', { for: 'signup', email: person.email, code })
      expect(page.status).toBe(422)
      const html = await page.text()
      expect(html).toContain('This code does not fit')
      expect(html).toContain(`value="${person.email}"`)
      expect(await isIn(browser)).toBe(false)
    })

    it.each(['', 'abc', '12345', '123456789012'])('that is %j is no code', async (code) => {
      const page = await app.visitor().post('/auth/code', { email: 'a@b.test', code })
      expect(page.status).toBe(422)
    })

    it('may be typed with spaces', async () => {
      const { person, browser } = await signUp()
      const code = newestMail(app, person.email)?.code ?? ''
      const typed = ` ${code.slice(0, 3)} ${code.slice(3)} `
      const page = await browser.post('/auth/code', { email: person.email, code: typed })
      expect(page.status).toBe(303)
    })

    it('can be sent again, and the answer says nothing about the account', async () => {
      const { person, browser } = await signUp()
      const resend = (email: string) =>
        browser.post('/auth/code', { for: 'signup', intent: 'resend', email })
      const sent = await resend(person.email)
      expect(sent.location).toBe('/auth/code?for=signup')
      expect(app.auth.mails(person.email)).toHaveLength(2)
      const html = await (await browser.follow(sent)).text()
      expect(html).toContain('If that address waits for a mail, another one is on its way.')
      expect((await resend('nobody@new.test')).location).toBe('/auth/code?for=signup')
      expect((await resend('member@aigym.test')).location).toBe('/auth/code?for=signup')
    })
  })

  describe('signing in', () => {
    const login = (browser: TestBrowser, fields: Record<string, string>) =>
      browser.post('/login', { email: 'member@aigym.test', password: DEMO_PASSWORD, ...fields })

    it('leads to where the person was going', async () => {
      const browser = app.visitor()
      const refused = await browser.get('/c/northside/agents?q=interview')
      expect(refused.location).toBe('/login?next=%2Fc%2Fnorthside%2Fagents%3Fq%3Dinterview')
      const html = await (await browser.follow(refused)).text()
      const next = /name="next" value="([^"]*)"/.exec(html)?.[1]
      expect(next).toBe('/c/northside/agents?q=interview')
      const page = await login(browser, { next: next ?? '' })
      expect(page.status).toBe(303)
      expect(page.location).toBe('/c/northside/agents?q=interview')
    })

    it.each(['//evil.test', '/\\evil.test', 'https://evil.test', '/..//evil.test', 'javascript:1'])(
      'never leads to %s',
      async (next) => {
        const browser = app.visitor()
        const html = await (await browser.get(`/login?next=${encodeURIComponent(next)}`)).text()
        expect(html).not.toMatch(/(href|value)="[^"]*evil/)
        expect(html).toContain('name="next" value=""')
        const page = await login(browser, { next })
        expect(page.location).toBe('/dashboard')
        const led = await browser.get(`/login?next=${encodeURIComponent(next)}`)
        expect(led.location).toBe('/dashboard')
      },
    )

    it('gives cookies that scripts can not read', async () => {
      const page = await login(app.visitor(), {})
      const cookies = page.headers.getSetCookie().filter((each) => each.startsWith('sb-'))
      expect(cookies.length).toBeGreaterThan(0)
      for (const each of cookies) expect(each).toMatch(/HttpOnly.*SameSite=Lax/i)
    })

    it('answers alike for a wrong password and an unknown address', async () => {
      const [known, unknown] = await Promise.all([
        login(app.visitor(), { password: 'not the password' }),
        login(app.visitor(), { email: 'nobody@new.test' }),
      ])
      for (const page of [known, unknown]) {
        expect(page.status).toBe(422)
        const html = await page.text()
        expect(html).toContain('The email or the password is wrong.')
        expect(html).not.toContain('not the password')
      }
    })

    it('takes the same time for both', async () => {
      const time = async (email: string) => {
        const startedAt = performance.now()
        await login(app.visitor(), { email, password: 'not the password' })
        return performance.now() - startedAt
      }
      expect(await time('member@aigym.test')).toBeGreaterThan(490)
      expect(await time('nobody@new.test')).toBeGreaterThan(490)
    })

    it('before the address is confirmed leads to the code, with a way to send it again', async () => {
      const { person } = await signUp()
      const browser = app.visitor()
      const page = await browser.post('/login', { ...person, next: '/settings' })
      expect(page.location).toBe('/auth/code?for=signup&next=%2Fsettings&notice=unconfirmed')
      const html = await (await browser.follow(page)).text()
      expect(html).toContain('Confirm your address first')
      expect(html).toContain(`value="${person.email}"`)
      expect(html).toContain('Send the mail again')
    })

    it('is led on where somebody is in already', async () => {
      const browser = await app.signIn('member@aigym.test')
      expect((await browser.get('/login')).location).toBe('/dashboard')
      expect((await browser.get('/login?next=/settings')).location).toBe('/settings')
      expect((await browser.get('/signup')).location).toBe('/dashboard')
    })

    it('is refused to an account that Auth has banned, in words', async () => {
      const { person } = await member()
      await app.sql.query(
        `update auth.users set banned_until = now() + interval '1 day' where email = $1`,
        [person.email],
      )
      const page = await app.visitor().post('/login', person)
      expect(page.status).toBe(403)
      expect(await page.text()).toContain('This account is paused.')
    })
  })

  describe('a forgotten password', () => {
    it('is replaced by the link, in another browser; every other session ends', async () => {
      const { person, browser: old } = await member()
      const asking = app.visitor()
      const sent = await asking.post('/forgot-password', { email: person.email })
      expect(sent.location).toBe('/auth/code?for=recovery')
      const { path } = newestMail(app, person.email) ?? { path: '' }
      const other = app.visitor()
      expect(await (await other.get(path)).text()).toContain('Go on to the new password')
      const led = await other.post(path, fieldsOfLink(path))
      expect(led.location).toBe('/reset-password')
      const form = await (await other.follow(led)).text()
      expect(form).toContain(person.email)
      const saved = await other.post('/reset-password', { password: 'a whole new sentence' })
      expect(saved.location).toBe('/dashboard')
      expect(await (await other.follow(saved)).text()).toContain('Your new password holds.')
      expect(await isIn(old)).toBe(false)
      const login = (password: string) =>
        app.visitor().post('/login', { email: person.email, password })
      expect((await login(person.password)).status).toBe(422)
      expect((await login('a whole new sentence')).status).toBe(303)
    })

    it('is replaced by the typed code', async () => {
      const { person } = await member()
      const browser = app.visitor()
      await browser.post('/forgot-password', { email: person.email })
      const code = newestMail(app, person.email)?.code ?? ''
      const led = await browser.post('/auth/code', { for: 'recovery', email: person.email, code })
      expect(led.location).toBe('/reset-password')
      const weak = await browser.post('/reset-password', { password: 'short' })
      expect(weak.status).toBe(422)
      const same = await browser.post('/reset-password', { password: person.password })
      expect(same.status).toBe(422)
      expect(await same.text()).toContain('This is the password you have now. Choose another.')
      const saved = await browser.post('/reset-password', { password: 'a whole new sentence' })
      expect(saved.status).toBe(303)
    })

    it('is answered alike whether an account exists', async () => {
      const ask = (email: string) => app.visitor().post('/forgot-password', { email })
      const [known, unknown] = await Promise.all([ask('member@aigym.test'), ask('nobody@new.test')])
      expect(known.status).toBe(303)
      expect(unknown.status).toBe(known.status)
      expect(unknown.location).toBe(known.location)
      expect(app.auth.mails('nobody@new.test')).toEqual([])
    })

    it('can not be replaced without a link, nor by whoever finds a browser open', async () => {
      expect((await app.visitor().get('/reset-password')).location).toBe(
        '/forgot-password?notice=link-needed',
      )
      const open = await app.signIn('member@aigym.test')
      expect((await open.get('/reset-password')).location).toBe('/settings/password')
      const post = await open.post('/reset-password', { password: 'taken over by me' })
      expect(post.location).toBe('/settings/password')
      expect(
        (
          await app.visitor().post('/login', {
            email: 'member@aigym.test',
            password: DEMO_PASSWORD,
          })
        ).status,
      ).toBe(303)
    })
  })

  describe('signing out', () => {
    it('takes a button: a GET only shows it', async () => {
      const browser = await app.signIn('member@aigym.test')
      const page = await browser.get('/logout')
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('Sign out?')
      expect(await isIn(browser)).toBe(true)
      const out = await browser.post('/logout')
      expect(out.status).toBe(303)
      expect(out.location).toBe('/')
      expect(await (await browser.follow(out)).text()).toContain('You are signed out.')
      expect(await isIn(browser)).toBe(false)
      expect(await (await browser.get('/logout')).text()).toContain('You are signed out')
    })

    it('tells it once only', async () => {
      const browser = await app.signIn('member@aigym.test')
      await browser.follow(await browser.post('/logout'))
      expect(await (await browser.get('/')).text()).not.toContain('You are signed out.')
    })

    it('is no matter where nobody is in', async () => {
      expect((await app.visitor().post('/logout')).location).toBe('/')
    })
  })

  describe('settings', () => {
    it('change the name that others see', async () => {
      const { browser } = await member()
      const bad = await browser.post('/settings/profile', { displayName: 'a\tb' })
      expect(bad.status).toBe(422)
      const saved = await browser.post('/settings/profile', { displayName: ' Ada <Lovelace> ' })
      expect(saved.location).toBe('/settings/profile')
      const html = await (await browser.follow(saved)).text()
      expect(html).toContain('Your name is saved.')
      expect(html).toContain('value="Ada &lt;Lovelace&gt;"')
    })

    it('change the password for whoever knows the old one; every other session ends', async () => {
      const { person, browser } = await member()
      const other = app.visitor()
      await other.post('/login', person)
      const change = (currentPassword: string, password: string) =>
        browser.post('/settings/password', { currentPassword, password })
      const wrong = await change('not my password', 'a whole new sentence')
      expect(wrong.status).toBe(422)
      expect(await wrong.text()).toContain('This is not your password.')
      expect(await isIn(browser)).toBe(true)
      const same = await change(person.password, person.password)
      expect(same.status).toBe(422)
      expect(await isIn(other)).toBe(true)
      const saved = await change(person.password, 'a whole new sentence')
      expect(saved.location).toBe('/settings/password')
      expect(await isIn(browser)).toBe(true)
      expect(await isIn(other)).toBe(false)
    })

    it('lead from their bare address to the first page', async () => {
      const { browser } = await member()
      const page = await browser.follow(await browser.get('/settings'))
      expect(await page.text()).toContain('<title>Profile · Settings · AI GYM</title>')
      expect((await browser.get('/settings/password')).status).toBe(200)
      expect((await browser.get('/settings/sessions')).status).toBe(200)
    })
  })
})
