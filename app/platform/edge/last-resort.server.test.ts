import { expect, it } from 'vitest'
import { lastResort } from './last-resort.server'

it('is a page with what happened, the id to quote and a way on', async () => {
  const page = lastResort('id-1', {
    title: 'Broken <here>',
    detail: 'Kept.',
    tryAgain: 'Again',
    tag: 'he',
    dir: 'rtl',
  })
  expect(page.status).toBe(500)
  const html = await page.text()
  expect(html).toContain('<h1>Broken &lt;here&gt;</h1>')
  expect(html).toContain('<html lang="he" dir="rtl">')
  expect(html).toContain('id-1')
  expect(html).toContain('<a href="">Again</a>')
})
