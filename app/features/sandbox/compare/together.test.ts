import { expect, it } from 'vitest'
import { together } from './together'

function source() {
  const come: string[] = []
  let wake = () => {}
  let over = false
  const state = { closed: false }
  async function* words() {
    try {
      for (;;) {
        const next = come.shift()
        if (next !== undefined) yield next
        else if (over) return
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      state.closed = true
    }
  }
  return {
    words: words(),
    state,
    say(word: string) {
      come.push(word)
      wake()
    },
    end() {
      over = true
      wake()
    },
  }
}

it('yields what comes as it comes, whichever it is of, until all have ended', async () => {
  const [one, two] = [source(), source()]
  const both = together([one.words, two.words])
  two.say('first')
  expect((await both.next()).value).toEqual([1, 'first'])
  one.say('second')
  expect((await both.next()).value).toEqual([0, 'second'])
  one.end()
  two.say('third')
  expect((await both.next()).value).toEqual([1, 'third'])
  two.end()
  expect((await both.next()).done).toBe(true)
})

it('closes the others where one fails, and all where the reader leaves', async () => {
  const other = source()
  // biome-ignore lint/correctness/useYield: it fails before
  const failing = (async function* (): AsyncGenerator<string> {
    throw new Error('broken')
  })()
  await expect(together([failing, other.words]).next()).rejects.toThrow('broken')
  other.end()
  await expect.poll(() => other.state.closed).toBe(true)

  const [one, two] = [source(), source()]
  one.say('word')
  const both = together([one.words, two.words])
  await both.next()
  await both.return(undefined)
  one.end()
  two.end()
  await expect.poll(() => one.state.closed && two.state.closed).toBe(true)
})
