import { expect, it } from 'vitest'
import { LIVE_SLOT } from '~/ui/atoms/live-slot'
import { fillLiveSlot, readAhead, takeOver } from './live-page.server'

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

it('asks for the first pieces before anybody reads, and each once', async () => {
  const asked: string[] = []
  async function* pieces() {
    for (const piece of ['one ', 'two ', 'three']) {
      asked.push(piece)
      yield piece
    }
  }
  const ahead = readAhead(pieces())
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked).toEqual(['one ', 'two '])
  const text = await new Response(fillLiveSlot(`<p>${LIVE_SLOT}</p>`, ahead)).text()
  expect(text).toBe('<p>one two three</p>')
})

it('closes what was read ahead when nobody comes for it', async () => {
  let closed = false
  async function* pieces() {
    try {
      yield 'one'
      yield 'two'
      yield 'three'
    } finally {
      closed = true
    }
  }
  await readAhead(pieces())[Symbol.asyncIterator]().return?.()
  expect(closed).toBe(true)
})

it('names the scripts it waits for in a script of its own, whatever they are called', () => {
  const script = takeOver('abc', ['/a.js', '/a.js', '/</script>.js'])
  expect(script).toMatch(/^<script nonce="abc">.*<\/script>$/s)
  expect(script.match(/<\/script>/g)).toHaveLength(1)
  expect(script).toContain('["/a.js","/\\u003c/script>.js"]')
})
