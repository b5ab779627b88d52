import { expect, it } from 'vitest'
import { LIMITS, measureWeight } from './weight'

it('keeps the Worker and the first load light', async () => {
  const { workerBytes, startMs, pages } = await measureWeight()
  expect(workerBytes).toBeLessThanOrEqual(LIMITS.workerBytes)
  expect(startMs).toBeLessThanOrEqual(LIMITS.startMs)
  for (const { path, scriptBytes, paintBytes } of pages) {
    expect(scriptBytes, `JavaScript of ${path}`).toBeGreaterThan(0)
    expect(scriptBytes, `JavaScript of ${path}`).toBeLessThanOrEqual(LIMITS.scriptBytes)
    expect(paintBytes, `HTML and CSS of ${path}`).toBeLessThanOrEqual(LIMITS.paintBytes)
  }
})
