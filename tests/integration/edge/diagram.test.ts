import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app?.stop())

it('draws diagrams on a page of no origin that this site alone may frame', async () => {
  const page = await app.visitor().get('/diagram')
  expect(page.status).toBe(200)
  const policy = page.headers.get('content-security-policy') ?? ''
  const parts = policy.split('; ')
  expect(parts).toContain('sandbox allow-scripts')
  expect(parts).toContain("default-src 'none'")
  expect(parts).toContain("frame-ancestors 'self'")
  expect(parts.some((part) => /^(connect|img|frame)-src/.test(part))).toBe(false)
  expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  const html = await page.text()
  const scripts = [...html.matchAll(/<script src="([^"]+)"/g)].map(([, src]) => src)
  expect(parts).toContain(`script-src ${scripts.join(' ')}`)
  expect(scripts).toHaveLength(2)
})

it('lets no other page be framed', async () => {
  const page = await app.visitor().get('/login')
  expect(page.headers.get('x-frame-options')).toBe('DENY')
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})
