import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { fetchWithin, within } from './deadline.server'

it('hands over what came in time', async () => {
  await expect(within(1_000, Promise.resolve('there'))).resolves.toBe('there')
  await expect(within(1_000, Promise.reject(new Error('no')))).rejects.toThrow('no')
})

it('gives up when the time has passed', async () => {
  await expect(within(5, new Promise(() => {}))).rejects.toMatchObject({
    code: 'timeout',
    status: 504,
  })
})

it('gives up on a server that does not answer, and when its caller does', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  try {
    await expect(fetchWithin(30)(url)).rejects.toMatchObject({ name: 'TimeoutError' })
    const controller = new AbortController()
    const asked = fetchWithin(10_000)(url, { signal: controller.signal })
    controller.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  } finally {
    silent.closeAllConnections()
    silent.close()
  }
})
