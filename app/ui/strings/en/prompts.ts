/** A prompt, as members use it. */
export const words = {
  blanks: 'Fill in',
  noBlanks: 'It has no blanks: take it as it is.',
  empty: 'Choose',
  yes: 'yes',
  no: 'no',
  /** On the buttons of a yes or no. */
  answers: { yes: 'Yes', no: 'No', none: 'No answer' },
  show: 'Show the text',
  text: 'Your text',
  textHint: 'What is still missing stands in brackets.',
  copy: 'Copy the text',
  run: 'Run in the sandbox',
  agent: 'With which agent',
  agentSearch: 'Search all agents',
  agentSearchHint: 'The newest stand below. What you filled in stays.',
  agentFind: 'Find',
  noAgentHas: (search: string) => `No agent has “${search}”. Search for other words, or for none.`,
  runHint: 'The text becomes your message. You can still change it before you send it.',
  noAgents:
    'To try it here there has to be an agent. Copy the text until your coaches publish one.',
  rating: 'Did this prompt help you?',
  good: 'Yes',
  bad: 'No',
  takeBack: 'Take my answer back',
  tally: ({ uses, good, bad }: { uses: number; good: number; bad: number }) =>
    [
      `Run in the sandbox ${uses === 0 ? 'by nobody so far' : uses === 1 ? 'once' : `${uses} times`}.`,
      good + bad > 0 && `${good} of ${good + bad} found it helpful.`,
    ]
      .filter(Boolean)
      .join(' '),
  back: 'All prompts',
  edit: 'Edit this prompt',
  problems: {
    'value.missing': 'Answer this.',
    'value.number': 'Write a number, such as 3 or 2.5.',
    'value.date': 'Write a day, such as 2026-03-31.',
    'value.choice': 'Choose one of these.',
    'value.long': 'At most 8,000 characters fit. Shorten it.',
    'agent.missing': 'Choose an agent.',
    'agent.gone': 'This agent is not there any more. Choose another.',
    'begun.enough':
      'Twenty conversations that you began wait for their first message. Send one, or delete one, and then run this again. Your text stands here.',
    'message.too-long':
      'A message has at most 32,000 characters. Copy the text, and send it in two parts.',
  },
}
