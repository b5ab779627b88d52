import { expect, it } from 'vitest'
import { HELD, measureWeight } from './weight'

it('keeps the Worker and the first load light', async () => {
  const { workerBytes, startMs, pages } = await measureWeight()
  expect(workerBytes).toBeLessThanOrEqual(HELD.workerBytes)
  expect(startMs).toBeLessThanOrEqual(HELD.startMs)
  for (const { path, scriptBytes, paintBytes } of pages) {
    expect(scriptBytes, `JavaScript of ${path}`).toBeGreaterThan(0)
    expect(scriptBytes, `JavaScript of ${path}`).toBeLessThanOrEqual(HELD.scriptBytes)
    expect(paintBytes, `HTML and CSS of ${path}`).toBeLessThanOrEqual(HELD.paintBytes)
  }
})
