/** What a model says, as the bytes of its response, cut into chunks. */
export interface ScriptedText {
  /** All of it. */
  text: string
  chunks: Uint8Array[]
  /** `due[n]`: what the first n chunks hold of the text, in whole letters. */
  due: string[]
}

export type Random = () => number

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const ENDINGS = ['', 'e', 'é', 'ß', '一二', '🏋️', '👩‍👩‍👧', 'שלום', 'नमस्ते', '&', '<b>']
const encoder = new TextEncoder()

const event = (data: object) => encoder.encode(`data: ${JSON.stringify(data)}\n\n`)
const chunkOf = (delta: object, reason: string | null = null) =>
  event({
    id: 'chatcmpl-chaos',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, delta, finish_reason: reason }],
  })

/**
 * An answer of numbered words in several scripts. Its events hold a few UTF-16 units each, half an
 * emoji too; its chunks end anywhere in them, a third of them inside a letter's bytes.
 */
export function scriptedText(random: Random, chunkCount: number, wordCount = 60): ScriptedText {
  const below = (limit: number) => Math.floor(random() * limit)
  const words = Array.from(
    { length: wordCount },
    (_, at) => `w${at}${ENDINGS[below(ENDINGS.length)]}`,
  )
  const text = words.join(' ')

  const events: { bytes: Uint8Array; piece: string }[] = [
    { bytes: chunkOf({ role: 'assistant', content: '' }), piece: '' },
  ]
  for (let at = 0; at < text.length; ) {
    const piece = text.slice(at, at + 1 + below(9))
    events.push({ bytes: chunkOf({ content: piece }), piece })
    at += piece.length
  }
  const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 }
  events.push(
    { bytes: chunkOf({}, 'stop'), piece: '' },
    { bytes: event({ choices: [], usage }), piece: '' },
    { bytes: encoder.encode('data: [DONE]\n\n'), piece: '' },
  )

  const whole = Buffer.concat(events.map(({ bytes }) => bytes))
  const insideLetters = [...whole.keys()].filter((at) => ((whole[at] ?? 0) & 0xc0) === 0x80)
  const ends: number[] = []
  for (const { bytes } of events) ends.push((ends.at(-1) ?? 0) + bytes.length)
  const cuts = new Set<number>()
  while (cuts.size < chunkCount - 1) {
    const anywhere = 1 + below(whole.length - 1)
    const from = [insideLetters, ends.slice(0, -1), [anywhere]][below(3)] ?? []
    const cut = from[below(from.length)] ?? anywhere
    cuts.add(cut)
  }
  const places = [0, ...[...cuts].sort((a, b) => a - b), whole.length]
  return {
    text,
    chunks: places.slice(1).map((end, at) => whole.subarray(places[at], end)),
    due: places.map((sent) =>
      events
        .filter((_, at) => (ends[at] ?? 0) <= sent)
        .map(({ piece }) => piece)
        .join('')
        .replace(/[\ud800-\udbff]$/, ''),
    ),
  }
}
