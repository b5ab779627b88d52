import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  launchChromium,
  openContext,
  type Scripting,
  scriptings,
  signIn,
} from '../fixtures/chromium'
import { type ServedApp, startServedApp } from '../fixtures/served-app'

let app: ServedApp
let browser: Browser
const contexts: BrowserContext[] = []

/** How long a change may take to show. */
const soon = { timeout: 15_000 }

const coach = 'coach@aigym.test'
const member = 'member@aigym.test'

beforeAll(async () => {
  app = await startServedApp()
  browser = await launchChromium()
})
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** A page of somebody who is signed in, in a browser of their own. */
async function pageOf(email: string, scripting: Scripting): Promise<Page> {
  const context = await openContext(browser, { baseURL: app.url, scripting })
  contexts.push(context)
  const page = await context.newPage()
  await signIn(page, email)
  return page
}

/** Opens a page and waits until React has taken it over, where it will. */
async function open(page: Page, path: string, scripting: Scripting): Promise<void> {
  await page.goto(path)
  if (scripting === 'on') await alive(page)
}

const alive = (page: Page) =>
  page.waitForFunction(() => {
    const main = document.querySelector('main')
    return main !== null && Object.keys(main).some((key) => key.startsWith('__react'))
  })

/** axe finds nothing, and at 400 % zoom nothing is cut off. */
async function isSound(page: Page, scripting: Scripting): Promise<void> {
  // axe itself needs scripts; where they are blocked the page is the same as without.
  if (scripting !== 'off') {
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 256 })
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(tooWide).toBe(0)
  if (size) await page.setViewportSize(size)
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach makes an automation of three steps from a template, and a member runs it', async () => {
    const name = `A letter ${scripting}`
    const page = await pageOf(coach, scripting)
    let posts = 0
    page.on('request', (request) => {
      if (request.method() === 'POST') posts += 1
    })
    await open(page, '/c/northside/admin/automations/new', scripting)
    await page.getByRole('link', { name: 'Answer a letter' }).click()
    await page.waitForURL(/start=reply/)
    if (scripting === 'on') await alive(page)
    await page.getByLabel('Name', { exact: true }).fill(name)
    const first = page.getByRole('group', { name: 'Step 1', exact: true })
    const second = page.getByRole('group', { name: 'Step 2', exact: true })
    await isSound(page, scripting)
    await second.getByRole('button', { name: /^Move up/ }).click()
    await expect
      .poll(() => first.getByLabel('Word for its result').inputValue(), soon)
      .toBe('draft')
    await expect
      .poll(() => first.evaluate((element) => element === document.activeElement), soon)
      .toBe(true)
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(name)
    await press(page, 'Publish automation')
    await page.locator('.error-summary').waitFor()
    await page.getByText('comes from a later step').first().waitFor()
    await isSound(page, scripting)
    await first.getByRole('button', { name: /^Move down/ }).click()
    await expect
      .poll(() => first.getByLabel('Word for its result').inputValue(), soon)
      .toBe('points')
    await press(page, 'Publish automation')
    await page.waitForURL(/\/admin\/automations\/[0-9a-f-]{36}$/)
    expect(posts).toBeLessThanOrEqual(12)

    const reader = await pageOf(member, scripting)
    await open(reader, '/c/northside/automations', scripting)
    await reader.getByRole('link', { name, exact: true }).click()
    await reader.getByRole('heading', { level: 1, name }).waitFor()
    if (scripting === 'on') await alive(reader)
    await press(reader, 'Start')
    await reader.locator('.error-summary').waitFor()
    await isSound(reader, scripting)
    await reader.getByLabel('The letter you got').fill('Where is my order?')
    await reader.getByLabel('In which tone?').selectOption('plain')
    await reader.getByLabel('Who signs?').fill('Sample sender')
    await press(reader, 'Start')
    await reader.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
    const done = reader.getByText('It is done.')
    await expect
      .poll(
        async () => {
          if (scripting !== 'on') await reader.goto(reader.url())
          return done.count()
        },
        { timeout: 30_000 },
      )
      .toBe(1)
    await reader.getByText('Sample sender').waitFor()
    await reader.getByText('What went in').first().click()
    await reader.getByText('Where is my order?').first().waitFor()
    await isSound(reader, scripting)
    await press(reader, 'Run it again')
    await reader.getByRole('button', { name: 'Stop' }).or(done).first().waitFor()
  })
})
