/** Adding to a conversation that has begun. */
export const words = {
  title: 'Add to this conversation',
  what: 'What to add',
  kinds: { prompt: 'Prompts', document: 'Documents' },
  ledes: {
    prompt: (title: string) =>
      `To the conversation “${title}”. Choose a prompt, fill it in, and send its text as your next message.`,
    document: (title: string) =>
      `To the conversation “${title}”. From its next answer on, the agent reads what you attach.`,
  },
  rule: (most: number) =>
    `You can attach ${most} documents. The agent gets their text with each of your questions, as something to work with and never as orders. Together they take at most half of what its model takes with a question, and 60,000 characters: of a document that is longer than its share the agent gets the beginning. How much it got of each stands under its answers. What is taken back by your coaches is not read any more.`,
  search: { prompt: 'Search prompts', document: 'Search documents' },
  alike: 'Nothing fits exactly. These come near.',
  some: 'Nothing has all of the words. These have some.',
  found: (n: number, more: boolean) =>
    n === 1 && !more ? '1 fits' : `${n}${more ? ' or more' : ''} fit`,
  none: { prompt: 'No prompts yet', document: 'No documents yet' },
  noneDetail: 'Your coaches have not published any.',
  nothing: 'Nothing fits',
  nothingDetail: 'Try fewer or other words.',
  all: 'Show all',
  attach: 'Attach',
  attachNamed: (title: string) => `Attach: ${title}`,
  attached: 'Attached',
  wrong: {
    'given.enough': (most: number) => `${most} documents are attached already. Remove one first.`,
    'given.gone': () => 'This document is not available any more.',
    conflict: () => 'Something else was attached at the same moment. Try again.',
  },
  back: 'Back to the conversation',
  of: (title: string) => `Its text becomes your next message in the conversation “${title}”.`,
  others: 'Other prompts',
  on: 'Use this text',
  onHint: 'You can still change it before you send it.',
  message: 'Your message',
  messageHint: 'Change it as you like. It is sent as your next message in the conversation.',
  send: 'Send',
  again: 'Change what I filled in',
}
