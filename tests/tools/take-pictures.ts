/**
 * Takes the pictures of the sandbox that the landing page and the README show, from the product as
 * it is served: `node tests/tools/take-pictures.ts`. A sample member talks with a sample agent; the
 * answer is a script's, so that the picture can be taken anywhere and always looks the same.
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright'
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
    const name = colorScheme === 'light' ? 'sandbox.webp' : 'sandbox-dark.webp'
    await writeFile(path.join(folder, name), await toWebp(browser, await page.screenshot()))
    console.log(`public/${name}`)
  }
} finally {
  await browser.close()
  await app.stop()
}

/** The browser packs its own picture: without loss (that is what quality 1 means to Chromium) and lighter than PNG. */
async function toWebp(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage()
  try {
    const data = await page.evaluate(
      async (source) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = image.width
        canvas.height = image.height
        canvas.getContext('2d')?.drawImage(image, 0, 0)
        return canvas.toDataURL('image/webp', 1)
      },
      `data:image/png;base64,${png.toString('base64')}`,
    )
    return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64')
  } finally {
    await page.close()
  }
}
