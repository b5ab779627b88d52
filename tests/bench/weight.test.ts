import { expect, it } from 'vitest'
import { GOALS, measureWeight } from './weight'

it('keeps the Worker and the first load light', async () => {
  const { workerBytes, start, pages } = await measureWeight()
  expect(workerBytes).toBeLessThanOrEqual(GOALS.workerBytes)
  expect(start.run).toBeLessThanOrEqual(GOALS.startMs)
  for (const { path, scriptBytes, paintBytes } of pages) {
    expect(scriptBytes, `JavaScript of ${path}`).toBeGreaterThan(0)
    expect(scriptBytes, `JavaScript of ${path}`).toBeLessThanOrEqual(GOALS.scriptBytes)
    expect(paintBytes, `HTML and CSS of ${path}`).toBeLessThanOrEqual(GOALS.paintBytes)
  }
})
