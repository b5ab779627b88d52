import { expect, it } from 'vitest'
import type { LegacyData } from './read-legacy'
import { sortMessages } from './said'
import { legacyShape } from './shape'

/** Both tables of conversations have a 1, and only the second a 2. */
function sort(reference: string | null) {
  const none = Object.fromEntries(Object.keys(legacyShape).map((table) => [table, []]))
  const rows = {
    ...(none as unknown as LegacyData['rows']),
    'public.conversations': [{ id: 1 }],
    'public.agent_conversations': [{ id: 1 }, { id: 2 }],
    'public.messages': [1, 2, 3].map((key) => ({ conversationId: key, text: `In ${key}` })),
  }
  const references = new Map(
    reference === null ? [] : [['public.messages.conversationId', [reference]]],
  )
  const problems: string[] = []
  const saidIn = sortMessages({ rows, references, unread: [] }, problems)
  const said = (['public.conversations', 'public.agent_conversations'] as const).flatMap((table) =>
    rows[table].flatMap((row) =>
      saidIn(table, row).map(({ text }) => `${table} ${row.id}: ${text}`),
    ),
  )
  return { said, problems }
}

it('gives messages to the table that their foreign key leads to', () => {
  expect(sort('public.agent_conversations.id').said).toEqual([
    'public.agent_conversations 1: In 1',
    'public.agent_conversations 2: In 2',
  ])
  expect(sort('public.conversations.id').said).toEqual(['public.conversations 1: In 1'])
})

it('gives nobody what could be of two conversations, and says so', () => {
  const { said, problems } = sort(null)
  expect(said).toEqual(['public.agent_conversations 2: In 2'])
  expect(problems).toEqual([
    'public.messages: conversation 1 could be public.conversations 1 or public.agent_conversations 1, and nothing says which; 1 messages are left out',
    'public.messages: conversation 3 is not there; 1 messages are left out',
  ])
})

it('guesses nothing where the foreign key leads elsewhere', () => {
  expect(sort('public.threads.id').said).toEqual([])
})
