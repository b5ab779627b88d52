import { expect, it } from 'vitest'
import { lastResort } from './last-resort.server'

it('is a page with what happened, the id to quote and a way on', async () => {
  const page = lastResort('id-1', { title: 'Broken <here>', detail: 'Kept.', tryAgain: 'Again' })
  expect(page.status).toBe(500)
  const html = await page.text()
  expect(html).toContain('<h1>Broken &lt;here&gt;</h1>')
  expect(html).toContain('id-1')
  expect(html).toContain('<a href="">Again</a>')
})
