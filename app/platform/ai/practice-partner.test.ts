import { describe, expect, it } from 'vitest'
import { createModel } from './create-model'
import type { ModelRequest } from './model'
import { createPracticePartner } from './practice-partner'

const partner = createPracticePartner(async () => {})
const never = new AbortController().signal

async function pieces(request: ModelRequest): Promise<string[]> {
  const words: string[] = []
  for await (const part of partner.stream(request, never)) {
    if (part.type === 'text') words.push(part.text)
  }
  return words
}

function asking(...texts: string[]): ModelRequest {
  return {
    agentName: 'Interview coach',
    instructions: '',
    history: texts.map((text) => ({ author: 'person', text })),
  }
}

describe('the practice partner', () => {
  it('is what answers when nothing is configured, and is marked', () => {
    const model = createModel({})
    expect(model.provider).toBe('scripted')
    expect(model.practicePartner).toBe(true)
    expect(model.label).toMatch(/scripted/i)
  })

  it('says that it is a script, names the agent, reflects and asks back', async () => {
    const text = (await pieces(asking('Help me to prepare\nfor Monday'))).join('')
    expect(text).toMatch(/scripted practice partner, not an AI model/)
    expect(text).toContain('Interview coach')
    expect(text).toContain('> Help me to prepare for Monday\n')
    expect(text).toMatch(/\?\n/)
  })

  it('comes word by word', async () => {
    const words = await pieces(asking('Hello'))
    expect(words.length).toBeGreaterThan(30)
    expect(Math.max(...words.map((word) => word.trim().length))).toBeLessThan(20)
  })

  it('asks something else the second time', async () => {
    const first = (await pieces(asking('a'))).join('')
    const second = (await pieces(asking('a', 'b'))).join('')
    expect(second.split('\n').filter((line) => line.startsWith('1.'))).not.toEqual(
      first.split('\n').filter((line) => line.startsWith('1.')),
    )
  })

  it('quotes a long message only in part and cuts no character in two', async () => {
    const text = (await pieces(asking('🏋️'.repeat(5_000)))).join('')
    expect(text.length).toBeLessThan(1_500)
    expect(text).toContain('…')
    expect(() => encodeURIComponent(text)).not.toThrow() // it would for half a character
  })

  it('answers without a message too', async () => {
    expect((await pieces(asking())).join('')).not.toContain('You wrote')
  })

  it('stops when told to', async () => {
    const stop = new AbortController()
    const words = createPracticePartner().stream(asking('a'), stop.signal)[Symbol.asyncIterator]()
    await words.next()
    stop.abort(new Error('enough'))
    await expect(words.next()).rejects.toThrow('enough')
  })
})
