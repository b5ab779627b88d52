import { afterAll, beforeAll, expect, it } from 'vitest'
import { ORIGIN, startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app?.stop())

it.each(['PUT', 'PATCH', 'DELETE'])(
  'refuses %s with a page that carries the id to quote',
  async (method) => {
    const page = await app
      .visitor()
      .send(new Request(`${ORIGIN}/login`, { method, headers: { origin: ORIGIN } }))
    expect(page.status).toBe(405)
    expect(page.headers.get('allow')).toBe('GET, HEAD, POST')
    const html = await page.text()
    expect(html).toContain(page.headers.get('x-request-id'))
  },
)

it('refuses a form for a page that takes none, and says the id to quote', async () => {
  const member = await app.signIn('member@aigym.test')
  const page = await member.post('/c/northside/dashboard', { a: 'b' })
  expect(page.status).toBe(405)
  expect(await page.text()).toContain(page.headers.get('x-request-id'))
})
