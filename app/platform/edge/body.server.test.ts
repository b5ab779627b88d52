import { describe, expect, it } from 'vitest'
import { limitBody, MAX_BODY_BYTES } from './body.server'

const address = 'https://gym.test/login'

function stream(bytes: number, onCancel = () => {}) {
  let sent = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= bytes) return controller.close()
      sent += 64 * 1024
      controller.enqueue(new Uint8Array(64 * 1024))
    },
    cancel: onCancel,
  })
}

describe('a body', () => {
  it('that is not there is no matter', async () => {
    const request = new Request(address)
    expect(await limitBody(request)).toBe(request)
  })

  it('of a usual size comes through whole', async () => {
    const request = new Request(address, {
      method: 'POST',
      body: new URLSearchParams({ email: 'ä@b.test' }),
    })
    const form = await (await limitBody(request)).formData()
    expect(form.get('email')).toBe('ä@b.test')
  })

  it('that says it is too large is not read at all', async () => {
    const request = new Request(address, {
      method: 'POST',
      body: stream(1),
      headers: { 'content-length': String(50 * 1024 * 1024) },
      duplex: 'half',
    } as RequestInit)
    await expect(limitBody(request)).rejects.toMatchObject({ code: 'too-large', status: 413 })
    expect(request.bodyUsed).toBe(false)
  })

  it('that turns out too large is not read to its end', async () => {
    let cancelled = false
    const body = stream(50 * 1024 * 1024, () => {
      cancelled = true
    })
    const request = new Request(address, { method: 'POST', body, duplex: 'half' } as RequestInit)
    await expect(limitBody(request)).rejects.toMatchObject({ code: 'too-large' })
    expect(cancelled).toBe(true)
    expect(MAX_BODY_BYTES).toBeLessThan(1024 * 1024)
  })
})
