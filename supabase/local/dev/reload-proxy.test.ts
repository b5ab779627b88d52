import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ReloadProxy, startReloadProxy } from './reload-proxy.ts'

const product = createServer((request, response) => {
  if (request.url === '/style') return response.end('body{}')
  response.writeHead(200, {
    'content-type': 'text/html',
    'content-security-policy': "script-src 'nonce-abc'",
    'x-host': request.headers.host,
  })
  response.end(`<html><head></head><body>${request.method}</body></html>`)
})
let proxy: ReloadProxy

beforeAll(async () => {
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve))
  const address = product.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  proxy = await startReloadProxy({ port: 0, target: `http://127.0.0.1:${address.port}` })
})

afterAll(async () => {
  await proxy.stop()
  product.close()
})

it('puts the reload script into a page, under the nonce of the page, and keeps the host', async () => {
  const page = await fetch(proxy.url, { method: 'POST', body: 'x' })
  expect(await page.text()).toContain('<script nonce="abc">new EventSource')
  expect(page.headers.get('x-host')).toBe(new URL(proxy.url).host)
})

it('leaves everything else as it is', async () => {
  expect(await (await fetch(`${proxy.url}/style`)).text()).toBe('body{}')
})

it('tells open pages to load again', async () => {
  const stream = await fetch(`${proxy.url}/__reload`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  proxy.reload()
  expect((await reader?.read())?.value).toContain('data: reload')
})

it('says so when the Worker is away', async () => {
  const lonely = await startReloadProxy({ port: 0, target: 'http://127.0.0.1:9' })
  const answer = await fetch(lonely.url)
  expect(answer.status).toBe(502)
  await lonely.stop()
})
