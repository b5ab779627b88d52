/** What is held, for who wrote it or asked for it. */
export const words = {
  title: 'Why this is held',
  lede: 'It is kept, and no model goes on with it.',
  yours: 'Your message',
  yourFile: 'Your file',
  yourStep: 'What was to be asked',
  why: {
    words: (word: string) => `It holds “${word}”, which this community looks at first.`,
    review: 'In this community a coach reads each message before it is answered.',
    provider: 'A service that looks at messages before they are answered thought it harmful.',
  },
  answerWhy: 'The answer said something that this community looks at first, and is not shown.',
  fileWhy: (word: string) =>
    `There is “${word}” in it or in its name, which this community looks at first.`,
  stepReleased: 'A coach let it through. Its run goes on once you press “Go on” there.',
  backToRun: 'Back to the run',
  fileReleased: 'A coach let it through. It goes with your next message.',
  state: {
    waiting: 'A coach looks at it, and you read here what they say.',
    refused: 'It was not taken.',
    released: 'A coach let it through. What is let through is answered once you try again.',
    kept: 'A coach looked, and keeps it held.',
  },
  private: 'Nobody looks at it unless you ask.',
  note: 'What the coaches say',
  ask: 'Ask for it to be looked at',
  askMessage:
    'That shares this message with the coaches of your community, and nothing else of the conversation. You can ask once.',
  askAnswer:
    'That shares the answer, and your message before it, with the coaches of your community, and nothing else of the conversation. You can ask once.',
  askStep:
    'That shares what was to be asked in this step, with what you entered for it, with the coaches of your community, and nothing else of the run. You can ask once.',
  askFile:
    'That shares the name of this file, and its text, with the coaches of your community, and nothing of the conversation. A picture is not shown to them. You can ask once.',
  reason: 'Why it should be let through',
  send: 'Ask a coach',
  asked: 'You asked a coach to look',
  back: 'Back to the conversation',
  wrong: {
    'appeal.empty': 'Say why it should be let through.',
    'appeal.null':
      'There was a character in it that can’t be saved (a null). It is taken out below; send it again.',
    'reason.too-long': 'That is more than 2,000 characters. Shorten it and send it again.',
  },
}
