import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeLanguages } from '~/ui/strings/catalogue'
import { files } from '~/ui/strings/files'
import { language } from '../../fixtures/second-language'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

const TAG = 'en-XA'
const SECOND = { 'accept-language': 'en-XA, en;q=0.5' }

let app: TestApp

beforeAll(async () => {
  takeLanguages({ whole: { [`./${TAG}/index.ts`]: language }, parts: {} })
  app = await startTestApp()
})
afterAll(async () => {
  takeLanguages(files)
  await app?.stop()
})

const bodyOf = (html: string) => html.slice(html.indexOf('<body'), html.indexOf('<script'))

/** The words of a page outside the brackets that all of the second language stands in. */
const unbracketed = (html: string) =>
  bodyOf(html)
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/⟦[^⟦⟧]*⟧/g, ' ')
    .replace(/[\s\d]+/g, ' ')
    .trim()

describe('a second language', () => {
  it('is what the whole page speaks, its title and its direction too', async () => {
    const page = await app.visitor().get('/', SECOND)
    const html = await page.text()
    expect(html).toMatch(/<html lang="en-XA" dir="rtl"/)
    expect(html).toContain('<title>⟦AI GYM: where a community trains with AI⟧</title>')
    expect(html).toContain('⟦Where your community trains with AI⟧')
    expect(unbracketed(html)).toBe('')
    expect(page.headers.get('content-language')).toBe(TAG)
    expect(page.headers.get('vary')).toContain('accept-language')
  })

  it.each(['/login', '/signup', '/forgot-password', '/logout', '/no-such-page'])(
    'says all of %s',
    async (path) => {
      const html = await (await app.visitor().get(path, SECOND)).text()
      expect(unbracketed(html.replace(/<code>.*?<\/code>/, ''))).toBe('')
      expect(html).toMatch(/<title>⟦[^⟧]+⟧ · ⟦AI GYM⟧<\/title>|<title>⟦[^⟧]+⟧<\/title>/)
    },
  )

  it('says what is wrong with a form', async () => {
    const refused = await app.visitor().post('/login', { email: 'nobody', password: '' }, SECOND)
    expect(await refused.text()).toContain('⟦Enter an email address like name@example.org.⟧')
  })

  it('says what was done, how long ago something was, and what a template holds', async () => {
    const coach = await app.signIn('coach@aigym.test')
    const saved = await coach.post('/settings/profile', { displayName: 'Rana' }, SECOND)
    const told = await (await coach.get(saved.location ?? '', SECOND)).text()
    expect(told).toContain('⟦Your name is saved.⟧')
    const desk = await (await coach.get('/c/northside/admin/agents', SECOND)).text()
    expect(desk).toMatch(/⟦(just now|\d+ (minute|hour|day)s? ago|yesterday|\d+ \w+ \d{4})⟧/)
    const begun = await coach.get('/c/northside/admin/agents/new?start=roleplay', SECOND)
    expect(await begun.text()).toContain('value="⟦Difficult customer⟧"')
  })

  it('is for whoever asks for it, and English for the others', async () => {
    for (const asked of ['', 'fr', ';;;']) {
      const page = await app.visitor().get('/', { 'accept-language': asked })
      const html = await page.text()
      expect(html).toMatch(/<html lang="en" dir="ltr"/)
      expect(html).not.toContain('⟦')
      expect(page.headers.get('content-language')).toBe('en')
    }
  })
})
