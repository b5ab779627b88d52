import { expect, it } from 'vitest'
import { toPrompt } from './prompt'

const base = { agentName: 'A', instructions: '' }

it('begins with the person, alternates and holds no empty turn', () => {
  const prompt = toPrompt({
    ...base,
    history: [
      { author: 'agent', text: 'an answer whose question is no longer sent' },
      { author: 'person', text: 'one' },
      { author: 'agent', text: '  ' },
      { author: 'person', text: 'two' },
      { author: 'agent', text: 'three' },
    ],
  })
  expect(prompt).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'one\n\ntwo' }] },
    { role: 'assistant', content: [{ type: 'text', text: 'three' }] },
  ])
})

it('puts instructions first', () => {
  const prompt = toPrompt({
    ...base,
    instructions: 'Be brief.',
    history: [{ author: 'person', text: 'Hi' }],
  })
  expect(prompt[0]).toEqual({ role: 'system', content: 'Be brief.' })
})

it('leaves the history it was given as it was', () => {
  const history = [
    { author: 'person' as const, text: 'one' },
    { author: 'person' as const, text: 'two' },
  ]
  toPrompt({ ...base, history })
  expect(history).toEqual([
    { author: 'person', text: 'one' },
    { author: 'person', text: 'two' },
  ])
})
