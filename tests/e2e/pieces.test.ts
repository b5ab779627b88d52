import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openContext, type Scripting, watchErrors } from '../fixtures/chromium'
import { storyPaths } from '../fixtures/stories'
import { type StoriesServer, startStories } from '../fixtures/stories-server'

let stories: StoriesServer
let browser: Browser
let context: BrowserContext | undefined

beforeAll(async () => {
  stories = await startStories()
  browser = await launchChromium()
})

afterEach(async () => {
  await context?.close()
  context = undefined
})

afterAll(async () => {
  await browser?.close()
  await stories?.stop()
})

type Look = Omit<Parameters<typeof openContext>[1], 'baseURL' | 'scripting'>

async function openPage(scripting: Scripting, look: Look = {}): Promise<Page> {
  context = await openContext(browser, { baseURL: stories.origin, scripting, ...look })
  return context.newPage()
}

/** Opens a story; with scripts on, waits until React has taken it over. */
async function show(path: string, scripting: Scripting, look: Look = {}): Promise<Page> {
  const page = await openPage(scripting, look)
  await page.goto(`/story/${path}`)
  if (scripting === 'on') {
    await page.waitForFunction(() => {
      const first = document.querySelector('#root > *')
      return first !== null && Object.keys(first).some((key) => key.startsWith('__reactFiber'))
    })
  }
  return page
}

const templates = storyPaths.filter((path) => path.startsWith('templates/'))
const pieces = storyPaths.filter((path) => !path.startsWith('templates/'))

/** For the tests that open every story: each is quick, but there are many. */
const many = 180_000

describe('axe', () => {
  /** What only a whole page can have: a piece alone has no heading, no main part. */
  const ofPages = ['region', 'page-has-heading-one', 'landmark-one-main', 'heading-order']

  // The contrast of each pair of colours in both themes is computed in tokens.test.ts.
  it.each([
    ['pieces', 'light', pieces],
    ['templates', 'light', templates],
    ['templates', 'dark', templates],
  ] as const)(
    'finds nothing in the %s, %s',
    { timeout: many },
    async (_kind, colorScheme, paths) => {
      const page = await openPage('on', { colorScheme, width: 1024 })
      const errors = watchErrors(page)
      for (const path of paths) {
        await page.goto(`/story/${path}`)
        const axe = new AxeBuilder({ page })
        if (!path.startsWith('templates/')) axe.disableRules(ofPages)
        const { violations } = await axe.analyze()
        const found = violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)
        expect(found).toEqual([])
      }
      expect(errors.filter((each) => !each.includes('404'))).toEqual([])
    },
  )
})

describe.each([
  ['400 % zoom', 320, 256, 'ltr'],
  ['400 % zoom, right to left', 320, 256, 'rtl'],
])('%s', (_name, width, height, direction) => {
  it('cuts nothing off and needs no scrolling sideways', { timeout: many }, async () => {
    const page = await openPage('off', { width, height })
    for (const path of storyPaths) {
      await page.goto(`/story/${path}?dir=${direction}`)
      const outside = await page.evaluate(() => {
        const edge = document.documentElement.clientWidth
        const free = 'pre, pre *, svg, svg *, .sr-only, .skip-link'
        const wide = document.documentElement.scrollWidth > edge ? ['the page scrolls'] : []
        const cut = [...document.querySelectorAll<HTMLElement>('body *')]
          .filter((element) => !element.matches(free) && element.checkVisibility())
          .filter((element) => {
            const { left, right, width } = element.getBoundingClientRect()
            return width > 0 && (left < -1 || right > edge + 1)
          })
          .map(({ tagName, className }) => `${tagName}.${className}`)
        return [...wide, ...cut]
      })
      expect(outside, path).toEqual([])
    }
  })
})

it('makes nothing smaller than a thumb', { timeout: many }, async () => {
  context = await browser.newContext({
    baseURL: stories.origin,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  for (const path of storyPaths) {
    await page.goto(`/story/${path}`)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('.button, .tabs a, .side-list a, .input, summary, .check')]
        .filter((element) => element.checkVisibility())
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML.slice(0, 80)),
    )
    expect(small, path).toEqual([])
  }
})

describe('an answer that grows without a script', () => {
  it.each([
    ['a phone', 390, 844],
    ['a desktop', 1280, 800],
  ])('stays in view on %s, with Stop above it', async (_name, width, height) => {
    const page = await openPage('off', { width, height })
    await page.goto('/live/templates/sandbox-page/Answering', { waitUntil: 'commit' })
    const stop = page.getByRole('button', { name: 'Stop' })
    for (let part = 1; part <= 30; part += 1) {
      stories.push(`<p id="part-${part}">${'Another sentence of the answer. '.repeat(4)}</p>`)
      if (part % 10 !== 0) continue
      await page.locator(`#part-${part}`).waitFor()
      await expect
        .poll(async () => {
          const box = await page.locator(`#part-${part}`).boundingBox()
          return box !== null && box.y > 0 && box.y + box.height <= height
        })
        .toBe(true)
      const box = await stop.boundingBox()
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThan(height / 2)
    }
    stories.end()
    await page.waitForLoadState()
  })
})

describe('a menu', () => {
  it.each(['on', 'off', 'blocked'] as const)('opens with scripts %s', async (scripting) => {
    const page = await show('molecules/menu/Choices', scripting)
    await page.locator('summary').click()
    await page.getByRole('link', { name: 'Rename' }).waitFor({ state: 'visible' })
  })

  it('closes on Escape and gives the focus back', async () => {
    const page = await show('molecules/menu/Choices', 'on')
    await page.locator('summary').press('Enter')
    await page.getByRole('link', { name: 'Rename' }).focus()
    await page.keyboard.press('Escape')
    expect(await page.locator('details').getAttribute('open')).toBeNull()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
  })

  it('closes when one goes on, or picks', async () => {
    const page = await show('organisms/app-header/Coach', 'on')
    const menu = page.locator('details')
    await menu.locator('summary').click()
    await page.getByRole('link', { name: 'Library' }).focus()
    expect(await menu.getAttribute('open')).toBeNull()
    const choices = await show('molecules/menu/Choices', 'on')
    await choices.locator('summary').click()
    await choices.getByRole('link', { name: 'Rename' }).click()
    expect(await choices.locator('details').getAttribute('open')).toBeNull()
  })
})

describe('a hard question', () => {
  it.each(['off', 'blocked'] as const)('unfolds in place, scripts %s', async (scripting) => {
    const page = await show('molecules/confirm-dialog/Delete', scripting)
    await page.locator('summary').click()
    await page.getByRole('heading', { name: 'Delete Interview partner?' }).waitFor()
    await page.locator('form[method=post] button').waitFor({ state: 'visible' })
  })

  it('is a dialog that holds the focus and can be left', async () => {
    const page = await show('molecules/confirm-dialog/Delete', 'on')
    const trigger = page.getByRole('button', { name: 'Delete agent' })
    await trigger.click()
    const dialog = page.getByRole('dialog', { name: 'Delete Interview partner?' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await trigger.click()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Delete agent')
  })
})

describe('the composer', () => {
  /** The texts that were sent, kept by the page instead of a server. */
  async function watchSends(page: Page) {
    await page.evaluate(() => {
      document.addEventListener('submit', (event) => {
        event.preventDefault()
        const text = new FormData(event.target as HTMLFormElement).get('message')
        document.title = `sent ${JSON.stringify(text)}`
      })
    })
  }

  it('sends on Enter, and not with Shift', async () => {
    const page = await show('molecules/composer/YourTurn', 'on')
    await watchSends(page)
    await page.getByLabel('Your turn').fill('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    expect(await page.title()).toBe('Story')
    await page.keyboard.press('Enter')
    expect(await page.title()).toBe('sent "one\\ntwo"')
  })

  it('does not send while the agent answers, and keeps what was written', async () => {
    const page = await show('molecules/composer/Answering', 'on')
    await watchSends(page)
    await page.getByLabel('Your turn').fill('wait')
    await page.keyboard.press('Enter')
    expect(await page.title()).toBe('Story')
    expect(await page.getByLabel('Your turn').inputValue()).toBe('wait')
  })
})

it('a toast appears where it was asked for, and goes when it is closed', async () => {
  const page = await show('molecules/toasts/OnAsking', 'on')
  const rename = page.getByRole('button', { name: 'Rename' })
  for (let time = 0; time < 4; time += 1) await rename.click()
  const toasts = page.locator('.toasts .flash')
  expect(await toasts.count()).toBe(3)
  for (let left = 2; left >= 0; left -= 1) {
    await page.getByRole('button', { name: 'Close this message' }).first().click()
    expect(await toasts.count()).toBe(left)
  }
})

it('a message of the page can be closed', async () => {
  const page = await show('molecules/flash/Tones', 'on')
  const flashes = page.locator('.flash')
  const before = await flashes.count()
  await page.getByRole('button', { name: 'Close this message' }).first().click()
  expect(await flashes.count()).toBe(before - 1)
})

it('copies, and says so', async () => {
  const page = await show('molecules/copy-button/Answer', 'on')
  await context?.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy answer' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Hello')
})

it.each(['on', 'off', 'blocked'] as const)(
  'what must change takes the focus, scripts %s',
  async (scripting) => {
    const page = await show('molecules/error-summary/Two', scripting)
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.className))
      .toBe('error-summary')
  },
)

it('a person’s choice of theme goes before the device’s', async () => {
  const page = await show('atoms/badge/Tones', 'on', { colorScheme: 'dark' })
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const dark = await ground()
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'))
  expect(await ground()).not.toBe(dark)
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'))
  expect(await ground()).toBe(dark)
})
