import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets } from '../postgres/secrets.ts'
import { type Mailbox, startMailbox } from './start-mailbox.ts'

let folder: string
let mailbox: Mailbox

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aigym-mailbox-'))
  mailbox = await start()
})
afterEach(async () => {
  await mailbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

const start = (keep?: number) =>
  startMailbox({
    dir: join(folder, 'mails'),
    secrets: openSecrets(join(folder, 'secrets.json')),
    ...(keep === undefined ? {} : { keep }),
  })

const mail = (to: string, subject = 'Hello') => ({ to, subject, html: `<h1>${subject}</h1>` })

test('mails are kept for the next start, at the same address', async () => {
  await mailbox.deliver(mail('ada@aigym.test'))
  const { url } = mailbox
  await mailbox.stop()
  mailbox = await start()
  expect(mailbox.url).toBe(url)
  expect(mailbox.mails()).toMatchObject([{ to: 'ada@aigym.test', subject: 'Hello' }])
})

test('the newest come first, and each person’s apart', async () => {
  for (const subject of ['one', 'two', 'three']) {
    await mailbox.deliver(mail(subject === 'two' ? 'bo@aigym.test' : 'Ada@aigym.test', subject))
  }
  expect(mailbox.mails().map((one) => one.subject)).toEqual(['three', 'two', 'one'])
  expect(mailbox.mails('ada@aigym.test').map((one) => one.subject)).toEqual(['three', 'one'])
})

test('the oldest make room', async () => {
  await mailbox.stop()
  mailbox = await start(2)
  for (const subject of ['one', 'two', 'three']) await mailbox.deliver(mail('a@b.test', subject))
  expect(mailbox.mails().map((one) => one.subject)).toEqual(['three', 'two'])
  expect(readdirSync(join(folder, 'mails'))).toHaveLength(2)
})

test('nobody else can read the files, and a broken one is passed over', async () => {
  await mailbox.deliver(mail('ada@aigym.test'))
  const dir = join(folder, 'mails')
  const [name = ''] = readdirSync(dir)
  expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
  writeFileSync(join(dir, '999999999999999-broken.json'), '{"to"')
  expect(mailbox.mails()).toHaveLength(1)
})

test('a page lists the mails, a page shows one', async () => {
  const empty = await (await fetch(mailbox.url)).text()
  expect(empty).toContain('No mail yet.')
  await mailbox.deliver(mail('<b>@aigym.test', 'A & B'))
  const list = await fetch(mailbox.url)
  const html = await list.text()
  expect(html).toContain('&lt;b&gt;@aigym.test')
  expect(html).toContain('A &amp; B')
  expect(html).toMatch(/<html lang="en">/)
  expect(list.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  expect(list.headers.get('cache-control')).toBe('no-store')

  const path = /href="(\/messages\/[^"]+)"/.exec(html)?.[1] ?? ''
  const one = await fetch(mailbox.url + path)
  expect(one.status).toBe(200)
  expect(await one.text()).toContain('<h1>A & B</h1>')
})

test('the same as JSON', async () => {
  await mailbox.deliver(mail('ada@aigym.test', 'one'))
  await mailbox.deliver(mail('bo@aigym.test', 'two'))
  const response = await fetch(`${mailbox.url}/messages.json?to=ada@aigym.test`)
  expect(await response.json()).toMatchObject([{ to: 'ada@aigym.test', subject: 'one' }])
})

test('what is not there, and what may not be done', async () => {
  for (const path of ['/messages/none', '/messages/..%2f..%2fsecrets', '/nowhere']) {
    expect((await fetch(mailbox.url + path)).status).toBe(404)
  }
  expect((await fetch(mailbox.url, { method: 'POST' })).status).toBe(405)
})

test('a page elsewhere whose name points here gets nothing', async () => {
  await mailbox.deliver(mail('ada@aigym.test'))
  const { port } = new URL(mailbox.url)
  const status = await new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: '/messages.json', headers: { host: 'evil.test' } },
      (response) => resolve(response.statusCode),
    )
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})
