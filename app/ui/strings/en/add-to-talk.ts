/** Adding to a conversation that has begun. */
export const words = {
  title: 'Add a prompt',
  lede: (title: string) =>
    `To the conversation “${title}”. Choose a prompt, fill it in, and send its text as your next message.`,
  search: 'Search prompts',
  alike: 'Nothing fits exactly. These come near.',
  some: 'Nothing has all of the words. These have some.',
  found: (n: number, more: boolean) =>
    n === 1 && !more ? '1 prompt fits' : `${n}${more ? ' or more' : ''} prompts fit`,
  none: 'No prompts yet',
  noneDetail: 'Your coaches have not published any. Write your message in the conversation itself.',
  nothing: 'No prompt fits',
  nothingDetail: 'Try fewer or other words.',
  all: 'All prompts',
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
