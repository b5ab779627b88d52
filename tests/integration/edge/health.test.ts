import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app?.stop())

it('is alive, and ready while the database and Auth answer', async () => {
  const alive = await app.visitor().get('/healthz')
  expect(alive.status).toBe(200)
  expect(JSON.parse(await alive.text())).toEqual({ status: 'alive' })
  const ready = await app.visitor().get('/readyz')
  expect(ready.status).toBe(200)
  expect(JSON.parse(await ready.text())).toEqual({
    status: 'ready',
    database: 'ready',
    auth: 'ready',
  })
})

it('carries the security headers, and a nonce of its own on each page', async () => {
  const pages = await Promise.all(['/nowhere', '/nowhere'].map((path) => app.visitor().get(path)))
  const nonces = pages.map(({ headers }) => {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    return /'nonce-([^']+)'/.exec(policy)?.[1]
  })
  expect(nonces[0]).toBeTruthy()
  expect(nonces[0]).not.toBe(nonces[1])
  const html = await pages[0]?.text()
  expect(html).toContain(`nonce="${nonces[0]}"`)
})

it('answers a page that is not there with 404 and the id to quote', async () => {
  const page = await app.visitor().get('/nowhere')
  expect(page.status).toBe(404)
  expect(await page.text()).toContain(page.headers.get('x-request-id') ?? 'no id')
})

it('says down when the database does not answer', async () => {
  const broken = await startTestApp({ databaseUrl: () => 'postgres://x:y@127.0.0.1:9/x' })
  try {
    const ready = await broken.visitor().get('/readyz')
    expect(ready.status).toBe(503)
    expect(JSON.parse(await ready.text())).toMatchObject({ database: 'down', auth: 'ready' })
  } finally {
    await broken.stop()
  }
})

it('says what is missing in the environment in the log, and nothing of it on the page', async () => {
  const incomplete = await startTestApp({ vars: { APP_URL: 'no address' } })
  try {
    const page = await incomplete.visitor().get('/')
    expect(page.status).toBe(500)
    expect(await page.text()).toContain(page.headers.get('x-request-id') ?? 'no id')
    expect(JSON.stringify(incomplete.logged)).toContain('APP_URL')
  } finally {
    await incomplete.stop()
  }
})
