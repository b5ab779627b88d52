/**
 * Takes the pictures of the sandbox that the landing page and the README show, from the product as
 * it is served: `node tests/tools/take-pictures.ts`. A sample member talks with a sample agent; the
 * answer is a script's, so that the picture can be taken anywhere and always looks the same.
 */
import path from 'node:path'
import { launchChromium, openContext, signIn } from '../fixtures/chromium.ts'
import { saying } from '../fixtures/scripted-provider.ts'
import { startServedApp } from '../fixtures/served-app.ts'

const folder = path.resolve(import.meta.dirname, '../../public')
const question = 'How do I answer: Why should we hire you?'
const answer = [
  'Say it in three short steps:\n\n',
  '1. **Who you are:** what you do now, and for how long.\n',
  '2. **One result:** a number says more than an adjective.\n',
  '3. **Why here:** one thing that is true of this place only.\n\n',
  'The second could sound like this:\n\n',
  '> Last winter I planned the shifts of 14 people. Overtime went down from 40 hours a month to 12.\n\n',
  'Now you: which result would you tell?',
]

const app = await startServedApp({ vars: { AI_MODEL: 'a sample' } })
const browser = await launchChromium()
try {
  app.provider.always(saying(...answer))
  const context = await openContext(browser, {
    baseURL: app.url,
    scripting: 'off',
    width: 800,
    height: 740,
    scale: 1.4,
  })
  const page = await context.newPage()
  await signIn(page, 'member@aigym.test')
  await page.goto('/c/northside/sandbox')
  await page.getByRole('link', { name: /Interview practice/ }).click()
  await page.locator('textarea[name=message]').fill(question)
  await page.locator('.composer button').click()
  await page.getByText('which result would you tell?').last().waitFor()
  await page.waitForLoadState()
  await page.reload()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const name = colorScheme === 'light' ? 'sandbox.png' : 'sandbox-dark.png'
    await page.screenshot({ path: path.join(folder, name) })
    console.log(`public/${name}`)
  }
} finally {
  await browser.close()
  await app.stop()
}
