import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openContext, scriptings, signIn } from '../fixtures/chromium'
import { type ServedApp, startServedApp } from '../fixtures/served-app'

const PASSWORD = 'a long password of a learner'

let app: ServedApp
let browser: Browser

beforeAll(async () => {
  app = await startServedApp()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** The newest mail to an address, once it has come. */
async function newestMail(to: string): Promise<string> {
  const giveUpAt = Date.now() + 10_000
  for (;;) {
    const url = `${app.stack.mailboxUrl}/messages.json?to=${encodeURIComponent(to)}`
    const [mail] = (await (await fetch(url)).json()) as { html: string }[]
    if (mail) return mail.html
    if (Date.now() > giveUpAt) throw new Error(`no mail came to ${to}`)
  }
}

function linkIn(mail: string): string {
  const link = /href="([^"]+\/auth\/confirm[^"]+)"/.exec(mail)?.[1]
  if (!link) throw new Error('the mail has no link')
  return link.replaceAll('&amp;', '&')
}

async function press(page: Page, name: RegExp) {
  await page.getByRole('main').getByRole('button', { name }).first().click()
}

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  const open = async () => {
    const context = await openContext(browser, { baseURL: app.url, scripting })
    return { context, page: await context.newPage() }
  }

  it('a person signs up, confirms in another browser, and is told what to do next', async () => {
    const email = `new-${scripting}@journey.test`
    const { context, page } = await open()
    await page.goto('/signup')
    await page.locator('input[name=displayName]').fill('A learner')
    await page.locator('input[name=email]').fill(email)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('main form button[type=submit]').first().click()
    await page.waitForURL('**/auth/code**')
    await context.close()

    const link = linkIn(await newestMail(email))
    // A mail scanner opens the link first; that must not spend it.
    expect((await fetch(link)).status).toBe(200)
    const other = await open()
    await other.page.goto(link)
    await press(other.page, /.*/)
    await other.page.waitForURL((url) => !url.pathname.startsWith('/auth/'))
    const main = other.page.getByRole('main')
    await expect.poll(() => main.textContent()).toMatch(/Harbor/)
    await other.context.close()
  })

  it('a person comes back to where they were going, and signs out', async () => {
    const { context, page } = await open()
    await page.goto('/c/northside/agents')
    expect(new URL(page.url()).pathname).toBe('/login')
    await page.locator('input[name=email]').fill('member@aigym.test')
    await page.locator('input[name=password]').fill('train-with-ai-2026')
    await page.locator('main form button[type=submit]').first().click()
    await page.waitForURL('**/c/northside/agents')
    await page.goto('/logout')
    await press(page, /sign out/i)
    await page.waitForURL((url) => url.pathname !== '/logout')
    await page.goto('/c/northside/agents')
    expect(new URL(page.url()).pathname).toBe('/login')
    await context.close()
  })

  it('a wrong password is told beside the form, and the address is kept', async () => {
    const { context, page } = await open()
    await page.goto('/login')
    await page.locator('input[name=email]').fill('member@aigym.test')
    await page.locator('input[name=password]').fill('not the password')
    await page.locator('main form button[type=submit]').first().click()
    await page.getByRole('alert').waitFor()
    expect(await page.locator('input[name=email]').inputValue()).toBe('member@aigym.test')
    await context.close()
  })

  it('the way in works by keyboard alone', async () => {
    const { context, page } = await open()
    await page.goto('/login')
    await page.locator('input[name=email]').focus()
    await page.keyboard.type('member@aigym.test')
    await page.keyboard.press('Tab')
    await page.keyboard.type('train-with-ai-2026')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/c/northside/dashboard')
    await page.goto('/c/northside/dashboard')
    await page.keyboard.press('Tab')
    const first = await page.evaluate(() => document.activeElement?.getAttribute('href'))
    expect(first, 'the first stop skips the header').toMatch(/^#/)
    await context.close()
  })
})

describe('one person', () => {
  it('with two sessions may end one and keep the other', async () => {
    const contexts = await Promise.all(
      [1, 2].map(() => openContext(browser, { baseURL: app.url, scripting: 'off' })),
    )
    const pages = await Promise.all(contexts.map((context) => context.newPage()))
    for (const page of pages) await signIn(page, 'rival@aigym.test')
    const [first, second] = pages
    await first?.goto('/settings/sessions')
    await first?.locator('main form button').first().click()
    await first?.waitForLoadState()
    await first?.goto('/dashboard')
    expect(new URL(first?.url() ?? '').pathname).not.toBe('/login')
    await second?.goto('/dashboard')
    expect(new URL(second?.url() ?? '').pathname).toBe('/login')
    for (const context of contexts) await context.close()
  })
})
