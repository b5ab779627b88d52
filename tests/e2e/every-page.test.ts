import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFaultsInBothThemes } from '../fixtures/axe'
import { launchChromium, openContext, signIn, watchErrors } from '../fixtures/chromium'
import { crowd } from '../fixtures/crowd'
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
const desk = { width: 1280, height: 800 }
/** What is left of a desk's screen at 400 % zoom. */
const zoomed = { width: 320, height: 256 }

beforeAll(async () => {
  app = await startServedApp()
  browser = await launchChromium()
  samples = await arrangeSamples(app.sql)
})

afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** What was found on the pages, a line each, by what was looked for. */
type Found = Record<'light' | 'dark' | 'cut off' | 'errors' | 'outline' | 'distances', string[]>

const nothing = (): Found => ({
  light: [],
  dark: [],
  'cut off': [],
  errors: [],
  outline: [],
  distances: [],
})

interface Walk {
  visited: number
  found: Found
}

/** Opens each page that `who` can open, once, and hands it to `look`. */
async function eachPage(
  context: BrowserContext,
  who: Role,
  look: (page: Page, found: Found) => Promise<void>,
): Promise<Walk> {
  const page = await context.newPage()
  if (who !== 'nobody') await signIn(page, accounts[who])
  const errors = watchErrors(page)
  const whole = nothing()
  let visited = 0
  for (const pattern of patterns) {
    const path = addressOf(pattern, samples)
    errors.length = 0
    const answer = await page.goto(path)
    expect(answer?.status(), `${path} answers without failing`).toBeLessThan(500)
    // Some addresses only lead elsewhere.
    if (new URL(page.url()).pathname !== path.split('?')[0]) continue
    visited += 1
    const found = nothing()
    await look(page, found)
    // The browser itself reports the page's own status of 4xx.
    found.errors.push(...errors.filter((each) => !/responded with a status of 4/.test(each)))
    for (const [kind, lines] of Object.entries(found) as [keyof Found, string[]][]) {
      whole[kind].push(...lines.map((line) => `${pattern}: ${line}`))
    }
  }
  await context.close()
  return { visited, found: whole }
}

/** Pixels by which a page is wider than its window. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const root = document.documentElement
    return root.scrollWidth - root.clientWidth
  })

async function lookWithScripts(page: Page, found: Found): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    const isAlive = main !== null && Object.keys(main).some((key) => key.startsWith('__react'))
    // A page that stands at another one's address has no scripts at all.
    return isAlive || document.scripts.length === 0
  })
  const { light, dark } = await findFaultsInBothThemes(page)
  found.light.push(...light)
  found.dark.push(...dark)
  await page.waitForLoadState('networkidle')
}

// Where scripts never arrive the page is what it is without JavaScript, and axe can still look.
async function lookWithoutScripts(page: Page, found: Found): Promise<void> {
  const title = await page.title()
  if (!title.includes('AI GYM')) found.outline.push(`title "${title}"`)
  if ((await page.locator('h1').count()) !== 1) found.outline.push('not one h1')
  if ((await page.locator('main').count()) !== 1) found.outline.push('not one main')
  const { light, dark } = await findFaultsInBothThemes(page)
  found.light.push(...light)
  found.dark.push(...dark)
  const distances = await page.evaluate(() =>
    [...document.querySelectorAll('form .field + .button')].flatMap((button) => {
      const field = button.previousElementSibling
      if (!field || !button.checkVisibility()) return []
      const space = button.getBoundingClientRect().top - field.getBoundingClientRect().bottom
      return space < 12 || space > 32 ? [`${space} px before "${button.textContent}"`] : []
    }),
  )
  found.distances.push(...distances)
  await page.setViewportSize(zoomed)
  const overflow = await tooWide(page)
  if (overflow > 0) found['cut off'].push(`${overflow} px too wide`)
  await page.setViewportSize(desk)
}

describe.each(roles)('as %s', (who) => {
  let on: Walk
  let blocked: Walk

  // Each page is opened twice, with and without its scripts, by two browsers side by side.
  beforeAll(async () => {
    const open = (scripting: 'on' | 'blocked') =>
      openContext(browser, { baseURL: app.url, scripting, ...desk })
    ;[on, blocked] = await Promise.all([
      eachPage(await open('on'), who, lookWithScripts),
      eachPage(await open('blocked'), who, lookWithoutScripts),
    ])
  }, 300_000)

  it('the same pages open with JavaScript and where scripts never arrive', () => {
    expect(on.visited).toBeGreaterThan(0)
    expect(blocked.visited).toBe(on.visited)
  })

  describe.each(['light', 'dark'] as const)('in %s', (theme) => {
    it('axe finds nothing on any page with JavaScript on', () => {
      expect(on.found[theme]).toEqual([])
    })

    it('axe finds nothing on any page with JavaScript blocked', () => {
      expect(blocked.found[theme]).toEqual([])
    })
  })

  it('nothing is cut off at 400 % zoom or on a small phone', () => {
    expect(blocked.found['cut off']).toEqual([])
  })

  it('a form’s button stands apart from its last field, and still belongs to it', () => {
    expect(blocked.found.distances).toEqual([])
  })

  it('no page logs an error or breaks the content security policy', () => {
    expect(on.found.errors).toEqual([])
  })

  it('every page has a title of its own, one main heading and one main part', () => {
    expect(blocked.found.outline).toEqual([])
  })
})

// Last, since it fills the community that the others look at.
describe('with long names and many rows', () => {
  beforeAll(() => crowd(app.sql))

  it.each([
    ['member', ['dashboard', 'agents', 'sandbox', ':conversation']],
    ['coach', ['dashboard', 'admin/content', 'admin/agents', 'admin/members']],
  ] as const)('nothing of a %s’s pages is cut off on a phone', async (who, rooms) => {
    const context = await openContext(browser, { baseURL: app.url, scripting: 'off', ...zoomed })
    const page = await context.newPage()
    await signIn(page, accounts[who])
    const { rows } = await app.sql.query(
      `select id from public.conversations where title like 'Conversation 4:%'`,
    )
    const wide: string[] = []
    for (const room of rooms) {
      await page.goto(`/c/northside/${room.replace(':conversation', `sandbox/${rows[0]?.id}`)}`)
      for (const width of [320, 390, 1024]) {
        await page.setViewportSize({ width, height: 800 })
        const outside = await tooWide(page)
        if (outside > 0) wide.push(`${room} at ${width}: ${outside} px too wide`)
      }
    }
    expect(wide).toEqual([])
    await context.close()
  })
})
