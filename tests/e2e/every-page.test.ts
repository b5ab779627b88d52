import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openContext, signIn, watchErrors } from '../fixtures/chromium'
import {
  accounts,
  addressOf,
  arrangeSamples,
  notPages,
  type Role,
  roles,
  routePatterns,
  type Samples,
} from '../fixtures/every-page'
import { type ServedApp, startServedApp } from '../fixtures/served-app'

let app: ServedApp
let browser: Browser
let samples: Samples

const patterns = routePatterns().filter((each) => !notPages.some((rule) => rule.test(each)))

beforeAll(async () => {
  app = await startServedApp()
  browser = await launchChromium()
  samples = await arrangeSamples(app.sql)
})

afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** @returns whether the address showed itself, and did not lead elsewhere */
async function visit(page: Page, pattern: string): Promise<boolean> {
  const path = addressOf(pattern, samples)
  const answer = await page.goto(path)
  expect(answer?.status(), `${path} answers without failing`).toBeLessThan(500)
  return new URL(page.url()).pathname === path
}

/** Runs `check` on each page that `who` can open. */
async function eachPage(
  context: BrowserContext,
  who: Role,
  check: (page: Page, pattern: string) => Promise<void>,
) {
  const page = await context.newPage()
  if (who !== 'nobody') await signIn(page, accounts[who])
  let visited = 0
  for (const pattern of patterns) {
    if (!(await visit(page, pattern))) continue
    visited += 1
    await check(page, pattern)
  }
  expect(visited).toBeGreaterThan(0)
  await context.close()
}

describe.each(roles)('as %s', (who) => {
  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    // Where scripts never arrive the page is what it is without JavaScript, and axe can still look.
    it.each(['on', 'blocked'] as const)(
      'axe finds nothing on any page with JavaScript %s',
      async (scripting) => {
        const context = await openContext(browser, { baseURL: app.url, scripting, colorScheme })
        const found: string[] = []
        await eachPage(context, who, async (page, pattern) => {
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
            .analyze()
          for (const { id, nodes } of violations) {
            const where = nodes.map(({ html }) => html.slice(0, 160)).join(' | ')
            found.push(`${pattern}: ${id}: ${where}`)
          }
        })
        expect(found).toEqual([])
      },
      300_000,
    )
  })

  it('nothing is cut off at 400 % zoom or on a small phone', async () => {
    const context = await openContext(browser, {
      baseURL: app.url,
      scripting: 'blocked',
      width: 320,
      height: 256,
    })
    const wide: string[] = []
    await eachPage(context, who, async (page, pattern) => {
      const overflow = await page.evaluate(() => {
        const root = document.documentElement
        return root.scrollWidth - root.clientWidth
      })
      if (overflow > 0) wide.push(`${pattern}: ${overflow} px too wide`)
    })
    expect(wide).toEqual([])
  }, 120_000)

  it('no page logs an error or breaks the content security policy', async () => {
    const context = await openContext(browser, { baseURL: app.url, scripting: 'on' })
    const wrong: string[] = []
    await eachPage(context, who, async (page, pattern) => {
      const errors = watchErrors(page)
      await page.reload({ waitUntil: 'networkidle' })
      // The browser itself reports the page's own status of 4xx.
      const ours = errors.splice(0).filter((each) => !/responded with a status of 4/.test(each))
      wrong.push(...ours.map((each) => `${pattern}: ${each}`))
    })
    expect(wrong).toEqual([])
  }, 180_000)

  it('every page has a title of its own, one main heading and one main part', async () => {
    const context = await openContext(browser, { baseURL: app.url, scripting: 'blocked' })
    const wrong: string[] = []
    await eachPage(context, who, async (page, pattern) => {
      const title = await page.title()
      if (!title.includes('AI GYM')) wrong.push(`${pattern}: title "${title}"`)
      if ((await page.locator('h1').count()) !== 1) wrong.push(`${pattern}: not one h1`)
      if ((await page.locator('main').count()) !== 1) wrong.push(`${pattern}: not one main`)
    })
    expect(wrong).toEqual([])
  }, 120_000)
})
