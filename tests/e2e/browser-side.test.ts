import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sealingKeysOf } from '../../supabase/local/sealing-keys'
import { projectRoot } from '../../supabase/local/stack'
import { launchChromium, openContext, signIn } from '../fixtures/chromium'
import { type ServedApp, startServedApp } from '../fixtures/served-app'

const AI_KEY = 'key-that-no-browser-may-see'
const SET_KEY = 'sk-set-in-a-form-and-never-seen-again'

let app: ServedApp
let browser: Browser

beforeAll(async () => {
  app = await startServedApp({ vars: { AI_API_KEY: AI_KEY } })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

it('gives the browser no key and no token: not in its files, not in a page, not to its scripts', async () => {
  const context = await openContext(browser, { baseURL: app.url, scripting: 'on' })
  const page = await context.newPage()
  const bodies: string[] = []
  page.on('response', async (response) => {
    bodies.push(await response.text().catch(() => ''))
  })
  await signIn(page, 'coach@aigym.test')
  for (const address of [
    '/c/northside/dashboard',
    '/c/northside/sandbox',
    '/c/northside/admin/agents',
  ]) {
    await page.goto(address, { waitUntil: 'networkidle' })
  }
  await page.goto('/c/northside/admin/providers')
  await page.fill('#secret', SET_KEY)
  await page.click('button[value="keep"]')
  await page.getByRole('cell', { name: SET_KEY.slice(-4), exact: true }).waitFor()
  await page.reload({ waitUntil: 'networkidle' })
  const cookies = await context.cookies()
  const session = cookies.filter(({ name }) => name.startsWith('sb-'))
  expect(session.length).toBeGreaterThan(0)
  for (const { httpOnly, sameSite } of session)
    expect({ httpOnly, sameSite }).toEqual({ httpOnly: true, sameSite: 'Lax' })
  expect(await page.evaluate(() => document.cookie)).not.toContain('sb-')
  expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain('sb-')

  const assets = path.join(projectRoot, 'build', 'client', 'assets')
  for (const file of await readdir(assets))
    bodies.push(await readFile(path.join(assets, file), 'utf8'))
  const everything = bodies.join('\n')
  const { password } = new URL(app.stack.postgres.workerUrl)
  const sealing = sealingKeysOf(app.stack.postgres.secrets).split(':').at(-1) ?? ''
  expect(sealing).toHaveLength(43)
  const secrets = [AI_KEY, SET_KEY, sealing, 'AES-GCM', password, 'postgres://']
  for (const secret of [...secrets, app.stack.auth.anonKey]) {
    expect(everything.includes(secret), `the browser was sent ${secret.slice(0, 12)}…`).toBe(false)
  }
  expect(/eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/.test(everything)).toBe(false)
  await context.close()
})

it('lets files whose name says what is in them be kept for good, and pages by nobody', async () => {
  const [asset] = await readdir(path.join(projectRoot, 'build', 'client', 'assets'))
  const headers = async (address: string) => {
    const answer = await fetch(app.url + address)
    await answer.arrayBuffer()
    const kept = answer.headers.get('cache-control')
    return { status: answer.status, kept, sniff: answer.headers.get('x-content-type-options') }
  }
  expect(await headers(`/assets/${asset}`)).toEqual({
    status: 200,
    kept: 'public, max-age=31536000, immutable',
    sniff: 'nosniff',
  })
  // Without a hash in its name it is asked about each time.
  expect(await headers('/favicon.svg')).toEqual({
    status: 200,
    kept: 'public, max-age=0, must-revalidate',
    sniff: 'nosniff',
  })
  expect(await headers('/')).toMatchObject({ status: 200, kept: 'private, no-store' })
  // What stands before the Worker tells neither its rules nor what Miniflare offers to tools.
  for (const address of ['/_headers', '/cdn-cgi/handler/scheduled'])
    expect(await headers(address)).toMatchObject({ status: 404, kept: 'private, no-store' })
})

it('grows neither listeners nor memory when a page is left and come back to a hundred times', async () => {
  const context = await openContext(browser, { baseURL: app.url, scripting: 'on' })
  const page = await context.newPage()
  await signIn(page, 'member@aigym.test')
  await page.goto('/c/northside/sandbox', { waitUntil: 'networkidle' })
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  const header = page.getByRole('navigation').first()
  const round = async () => {
    await header.getByRole('link', { name: 'Dashboard' }).click()
    await page.waitForURL('**/dashboard')
    await header.getByRole('link', { name: 'Sandbox' }).click()
    await page.waitForURL('**/sandbox')
  }
  const measure = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const value = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0
    return {
      listeners: value('JSEventListeners'),
      heap: value('JSHeapUsedSize'),
      nodes: value('Nodes'),
    }
  }
  for (let times = 0; times < 10; times += 1) await round()
  const before = await measure()
  for (let times = 0; times < 90; times += 1) await round()
  const after = await measure()
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 20)
  expect(after.nodes).toBeLessThanOrEqual(before.nodes * 1.5)
  expect(after.heap).toBeLessThanOrEqual(before.heap * 1.5)
  await context.close()
}, 180_000)

it('shows a form that was taken empty again, and keeps one that was not', async () => {
  const context = await openContext(browser, { baseURL: app.url, scripting: 'on' })
  const page = await context.newPage()
  await signIn(page, 'coach@aigym.test')
  await page.goto('/c/northside/admin/members', { waitUntil: 'networkidle' })
  const email = page.locator('main input[name=email][type=email]')
  await email.fill('no address')
  await page.getByRole('button', { name: 'Add member' }).click()
  await page.locator('.error-summary').waitFor()
  expect(await email.inputValue()).toBe('no address')
  await email.fill('awaited@browser.test')
  await page.getByRole('button', { name: 'Add member' }).click()
  await page.getByText('awaited@browser.test is added').waitFor()
  await expect.poll(() => email.inputValue()).toBe('')
  await context.close()
})
