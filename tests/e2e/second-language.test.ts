import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openContext, scriptings, signIn, watchErrors } from '../fixtures/chromium'
import { type TranslatedProject, translatedProject } from '../fixtures/second-language/project'
import { type ServedApp, startServedApp } from '../fixtures/served-app'
import { isSound, open, soon } from '../fixtures/stage'

const TAG = 'en-XA'

let project: TranslatedProject
let app: ServedApp
let browser: Browser

beforeAll(async () => {
  project = await translatedProject(TAG)
  app = await startServedApp({ root: project.root })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await project?.remove()
})

/** What the page says in English on what is pressed: all of the second language is in brackets. */
const inEnglish = (page: Page) =>
  page
    .locator('main button:visible, header button:visible, nav a:visible, label:visible')
    .evaluateAll((all) =>
      all
        .map((each) => each.textContent?.trim() ?? '')
        .filter((text) => /\p{L}/u.test(text) && !text.includes('⟦')),
    )

const isTranslated = async (page: Page) => {
  await expect.poll(() => page.locator('h1').first().textContent(), soon).toContain('⟦')
  expect(await inEnglish(page)).toEqual([])
  expect(
    await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]),
  ).toEqual([TAG, 'rtl'])
}

describe.each(scriptings)('a language that is a folder, scripts %s', (scripting) => {
  it('is spoken from the way in to an answer', async () => {
    const context = await openContext(browser, { baseURL: app.url, scripting, locale: TAG })
    try {
      const page = await context.newPage()
      const errors = watchErrors(page)
      await page.goto('/login')
      await isTranslated(page)
      await signIn(page, 'member@aigym.test')
      await open(page, '/c/northside/sandbox', scripting)
      await isTranslated(page)
      await isSound(page, scripting)
      app.provider.next(async (answer) => {
        await answer.say('An answer.')
        await answer.finish()
      })
      await page.getByRole('link', { name: '⟦Start talking⟧' }).first().click()
      await page.locator('textarea[name=message]').fill('A question')
      await page.getByRole('button', { name: '⟦Send⟧', exact: true }).click({ noWaitAfter: true })
      await expect.poll(() => page.locator('main').textContent(), soon).toContain('An answer.')
      await open(page, page.url(), scripting)
      expect((await inEnglish(page)).filter((text) => !text.startsWith('A question'))).toEqual([])
      await isSound(page, scripting)
      // By a script this is no new document: its words are fetched beside it.
      await page.getByRole('link', { name: '⟦Library⟧' }).first().click()
      await page.waitForURL('**/c/northside/agents')
      await isTranslated(page)
      if (scripting !== 'blocked') expect(errors).toEqual([])
    } finally {
      await context.close()
    }
  })
})
