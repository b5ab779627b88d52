import { expect, it } from 'vitest'
import { toPrompt } from './prompt'

const none = async () => null
const base = { agentName: 'A', instructions: '' }

it('begins with the person, alternates and holds no empty turn', async () => {
  const prompt = await toPrompt(
    {
      ...base,
      history: [
        { author: 'agent', text: 'an answer whose question is no longer sent' },
        { author: 'person', text: 'one' },
        { author: 'agent', text: '  ' },
        { author: 'person', text: 'two' },
        { author: 'agent', text: 'three' },
      ],
    },
    none,
  )
  expect(prompt).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'one\n\ntwo' }] },
    { role: 'assistant', content: [{ type: 'text', text: 'three' }] },
  ])
})

it('puts instructions first', async () => {
  const prompt = await toPrompt(
    {
      ...base,
      instructions: 'Be brief.',
      history: [{ author: 'person', text: 'Hi' }],
    },
    none,
  )
  expect(prompt[0]).toEqual({ role: 'system', content: 'Be brief.' })
})

it('leaves the history it was given as it was', async () => {
  const history = [
    { author: 'person' as const, text: 'one' },
    { author: 'person' as const, text: 'two' },
  ]
  await toPrompt({ ...base, history }, none)
  expect(history).toEqual([
    { author: 'person', text: 'one' },
    { author: 'person', text: 'two' },
  ])
})

it('puts pictures before the words that they came with, in their order, and says which is gone', async () => {
  const image = (id: string) => ({ id, name: `${id}.png`, mediaType: 'image/png' })
  const bytes = new Uint8Array([1])
  const history = [
    { author: 'person' as const, text: 'one', images: [image('a')] },
    { author: 'person' as const, text: 'two', images: [image('gone'), image('b')] },
  ]
  const open = async (id: string) => (id === 'gone' ? null : bytes)
  const [turn] = await toPrompt({ ...base, history }, open)
  const file = (name: string) => ({
    type: 'file',
    filename: name,
    mediaType: 'image/png',
    data: { type: 'data', data: bytes },
  })
  expect(turn).toEqual({
    role: 'user',
    content: [
      file('a.png'),
      { type: 'text', text: expect.stringContaining('not available any more') },
      file('b.png'),
      { type: 'text', text: 'one\n\ntwo' },
    ],
  })
})
