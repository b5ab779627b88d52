import type { Model, ModelRequest } from './model'

/** Questions that help whatever the subject is; one set an exchange, in turn. */
const questions = [
  [
    'What would a good result look like, in one sentence?',
    'Who is it for, and what do they already know?',
  ],
  [
    'Which part are you least sure about?',
    'Can you give one example, with real names and numbers?',
  ],
  ['What did you try already, and what happened?', 'What must the answer leave out?'],
] as const

const longestQuote = 140

/**
 * A fixed script for when no model can be had. It says so in every answer, and asks back, which is
 * practice too: a request that answers these questions is a better request to any agent.
 */
export function createPracticePartner(pause: () => Promise<void> = shortPause): Model {
  return {
    label: 'Scripted practice partner (no AI model)',
    name: 'scripted',
    provider: 'scripted',
    practicePartner: true,
    async *stream(request, signal) {
      for (const word of reply(request).match(/\S+\s*/g) ?? []) {
        await pause()
        signal.throwIfAborted()
        yield { type: 'text', text: word }
      }
      yield { type: 'end', reason: 'stop', usage: { inputTokens: null, outputTokens: null } }
    },
  }
}

function shortPause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 15))
}

function reply({ agentName, history }: ModelRequest): string {
  const asked = history.filter((turn) => turn.author === 'person')
  const set = questions[Math.max(0, asked.length - 1) % questions.length] ?? questions[0]
  const last = (asked.at(-1)?.text ?? '').replace(/\s+/g, ' ').trim()
  const quote = [...last].slice(0, longestQuote).join('')
  return [
    `I am a scripted practice partner, not an AI model: none is connected, so I stand in for ${agentName}.`,
    quote === '' ? '' : `You wrote:\n\n> ${quote}${quote.length < last.length ? '…' : ''}`,
    `Before ${agentName} could answer that well, it would need to know:`,
    set.map((question, index) => `${index + 1}. ${question}`).join('\n'),
    'Write your message again with those answers in it, and keep it for the day a model is connected.',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
