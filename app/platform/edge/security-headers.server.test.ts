import { describe, expect, it } from 'vitest'
import { createNonce } from './nonce.server'
import { setSecurityHeaders } from './security-headers.server'

function headersOf(secure: boolean, before: Record<string, string> = {}, plays = {}) {
  const headers = new Headers(before)
  setSecurityHeaders(headers, { nonce: 'n0nce', secure, requestId: 'id-1', plays })
  return headers
}

describe('every answer', () => {
  it('runs the scripts that carry its nonce and no other', () => {
    const policy = headersOf(true).get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'nonce-n0nce' 'strict-dynamic'")
    expect(policy).not.toMatch(/unsafe-(inline|eval)/)
    for (const part of ["frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"]) {
      expect(policy).toContain(part)
    }
  })

  it('says its id, and tells browsers not to guess or to tell where one came from', () => {
    const headers = headersOf(true)
    expect(headers.get('x-request-id')).toBe('id-1')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })

  it('plays nothing from elsewhere but what its page names', () => {
    const policy = (plays: object) => headersOf(true, {}, plays).get('content-security-policy')
    const [frame, media] = ['https://frames.test', 'https://films.test']
    expect(policy({})).toContain(`; media-src 'self';`)
    expect(policy({})).toContain(`; frame-src 'self';`)
    expect(policy({ frame })).toContain(`; frame-src 'self' ${frame};`)
    expect(policy({ frame })).toContain(`; media-src 'self';`)
    expect(policy({ media })).toContain(`; media-src 'self' ${media};`)
    expect(policy({ media })).toContain(`; frame-src 'self';`)
  })

  it('is kept by nobody, unless it says otherwise itself', () => {
    expect(headersOf(true).get('cache-control')).toBe('private, no-store')
    expect(headersOf(true, { 'cache-control': 'public' }).get('cache-control')).toBe('public')
  })

  it('asks for https only where it was had by https', () => {
    expect(headersOf(true).get('strict-transport-security')).toContain('max-age')
    expect(headersOf(false).has('strict-transport-security')).toBe(false)
    expect(headersOf(false).get('content-security-policy')).not.toContain('upgrade-insecure')
  })
})

it('a nonce is 128 bits, another each time', () => {
  const many = new Set(Array.from({ length: 100 }, createNonce))
  expect(many.size).toBe(100)
  for (const nonce of many) expect(atob(nonce)).toHaveLength(16)
})
