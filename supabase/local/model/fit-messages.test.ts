import { describe, expect, it } from 'vitest'
import type { ChatMessage } from './engine.ts'
import { fitMessages } from './fit-messages.ts'

/** One token a character, so that sums are easy; a message costs 8 more. */
const count = (text: string) => text.length
const say = (role: ChatMessage['role'], content: string): ChatMessage => ({ role, content })

describe('what fits of a conversation', () => {
  it('is all of a short one', () => {
    const messages = [say('system', 'Be kind.'), say('user', 'Hi'), say('assistant', 'Hello')]
    expect(fitMessages(messages, 100, count)).toEqual(messages)
  })

  it('is the newest part of a long one, begun by the person', () => {
    const messages = [
      say('user', 'a'.repeat(50)),
      say('assistant', 'b'.repeat(20)),
      say('user', 'c'.repeat(20)),
    ]
    expect(fitMessages(messages, 60, count)).toEqual([say('user', 'c'.repeat(20))])
    expect(fitMessages(messages, 120, count)).toEqual(messages)
  })

  it('keeps the ends of a message that is too long by itself', () => {
    const long = `question ${'x'.repeat(5_000)} deadline`
    const [kept] = fitMessages([say('user', long)], 108, count)
    expect(kept?.content.length).toBeLessThanOrEqual(100)
    expect(kept?.content.length).toBeGreaterThan(60)
    expect(kept?.content).toMatch(/^question x+ … x+ deadline$/)
  })

  it('leaves room for the question beside instructions of any length', () => {
    const messages = [say('system', 'i'.repeat(9_000)), say('user', 'q'.repeat(9_000))]
    const [instructions, question] = fitMessages(messages, 1_000, count)
    expect(instructions?.content.length).toBeLessThanOrEqual(392)
    expect(question?.content.length).toBeGreaterThan(400)
    expect((instructions?.content.length ?? 0) + (question?.content.length ?? 0)).toBeLessThan(984)
  })

  it('cuts no character in two', () => {
    const [kept] = fitMessages([say('user', '🏋️'.repeat(2_000))], 90, count)
    expect(() => encodeURIComponent(kept?.content ?? '')).not.toThrow()
  })

  it('ends where next to nothing fits', () => {
    expect(fitMessages([say('user', 'abc')], 1, count)).toHaveLength(1)
  })
})
