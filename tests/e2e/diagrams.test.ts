import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { findFaults } from '../fixtures/axe'
import { scriptings, watchErrors } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { isSound, openStage, soon } from '../fixtures/stage'

const WRITER = '01936a00-0000-7000-8000-000000000021'

const stage = openStage()

const whole = '```mermaid\nflowchart LR\n  ask[Ask twice] --> wait[Wait once]\n```\n'
const broken = '```mermaid\nflowchart LR\n  ask[[[ -->\n```\n'
/** Each tries to leave the drawing. */
const hostile = [
  '```mermaid\nflowchart LR\n  a["<img src=x onerror=document.title=\'out\'>"]\n```\n',
  '```mermaid\n%%{init: {"securityLevel": "loose", "htmlLabels": true}}%%\nflowchart LR\n  b[b]\n  click b "javascript:document.title=`out`"\n```\n',
]

/** What streamed in is taken over by the page once more, under whoever holds a piece of it. */
async function keptPage(page: Page): Promise<void> {
  await page.waitForURL(/\/sandbox\/[0-9a-f-]{36}/)
  await page.reload()
}

describe.each(scriptings)('a diagram, scripts %s', (scripting) => {
  it('in an answer is its text, and its picture where scripts run', async () => {
    const page = await stage.pageOf('member@aigym.test', scripting)
    const errors = watchErrors(page)
    stage.app.provider.next(saying('So:\n\n', whole, broken))
    await page.goto(`/c/northside/sandbox?agent=${WRITER}`)
    await page.locator('textarea[name=message]').fill(`How do I listen, ${scripting}?`)
    await page.getByRole('button', { name: 'Send', exact: true }).click({ noWaitAfter: true })
    await page.locator('pre').getByText('ask[Ask twice] --> wait[Wait once]').waitFor()
    await expect.poll(() => page.locator('.diagram').count(), soon).toBe(2)
    await keptPage(page)
    const [first, second] = [0, 1].map((n) =>
      page.locator('.diagram').nth(n).frameLocator('iframe'),
    )
    if (!first || !second) throw new Error('no frames')
    if (scripting === 'off') {
      expect(await page.locator('.diagram').first().isVisible()).toBe(false)
      return
    }
    await page.locator('.diagram').first().scrollIntoViewIfNeeded()
    if (scripting === 'blocked') {
      await first.getByText('drawn by a script').waitFor()
      return
    }
    await first.getByText('Wait once').waitFor()
    expect(await first.getByRole('status').isVisible()).toBe(false)
    await page.locator('.diagram').nth(1).scrollIntoViewIfNeeded()
    await second.getByText('No picture could be drawn').waitFor()
    expect(await findFaults(page)).toEqual([])
    await isSound(page, scripting)
    expect(errors).toEqual([])
  })
})

it('is drawn where nothing of the site is at hand, in a frame and by itself', async () => {
  const page = await stage.pageOf('member@aigym.test', 'on')
  stage.app.provider.next(saying(...hostile))
  await page.goto(`/c/northside/sandbox?agent=${WRITER}`)
  await page.locator('textarea[name=message]').fill('Draw it.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const frames = page.locator('.diagram iframe')
  await expect.poll(() => frames.count(), soon).toBe(2)
  await keptPage(page)
  for (const n of [0, 1]) {
    await frames.nth(n).scrollIntoViewIfNeeded()
    const handle = await frames.nth(n).elementHandle()
    const frame = await handle?.contentFrame()
    if (!frame) throw new Error('no frame')
    await frame.locator('svg, #said:not([hidden])').first().waitFor()
    expect(await frame.evaluate(() => [self.origin, document.title])).toEqual([
      'null',
      'Diagram · AI GYM',
    ])
    expect(await frame.locator('[onerror], [href^="javascript:"]').count()).toBe(0)
  }
  const address = await frames.first().getAttribute('src')
  await page.goto(address ?? '')
  await page.locator('svg').waitFor()
  expect(await page.evaluate(() => self.origin)).toBe('null')
  expect(
    await page.evaluate(() => {
      try {
        return document.cookie
      } catch (error) {
        return (error as Error).name
      }
    }),
  ).toBe('SecurityError')
})
