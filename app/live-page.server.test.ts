import { expect, it } from 'vitest'
import { LIVE_SLOT } from '~/ui/atoms/live-slot'
import { fillLiveSlot } from './live-page.server'

it('writes the page around what comes, in order, as it comes', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  async function* pieces() {
    yield 'one '
    await held
    yield 'two'
  }
  const stream = fillLiveSlot(`<main>${LIVE_SLOT}</main>`, pieces())
  const reader = stream.getReader()
  const next = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await next()).toBe('<main>')
  expect(await next()).toBe('one ')
  release()
  expect(await next()).toBe('two')
  expect(await next()).toBe('</main>')
  expect((await reader.read()).done).toBe(true)
})

it('closes the source when the reader goes away', async () => {
  let closed = false
  async function* endless() {
    try {
      for (;;) yield 'word '
    } finally {
      closed = true
    }
  }
  const reader = fillLiveSlot(`a${LIVE_SLOT}b`, endless()).getReader()
  await reader.read()
  await reader.read()
  await reader.cancel()
  expect(closed).toBe(true)
})

it('leaves a page without a slot whole', async () => {
  async function* none() {}
  const text = await new Response(fillLiveSlot('<p>page</p>', none())).text()
  expect(text).toBe('<p>page</p>')
})
