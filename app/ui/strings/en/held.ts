/** What is held: for who wrote it, and for the coaches who look. */
export const words = {
  mine: {
    title: 'Why this is held',
    lede: 'It is kept, and no model goes on with it.',
    yours: 'Your message',
    yourFile: 'Your file',
    why: {
      words: (word: string) => `It holds “${word}”, which this community looks at first.`,
      review: 'In this community a coach reads each message before it is answered.',
      provider: 'A service that looks at messages before they are answered thought it harmful.',
    },
    answerWhy: 'The answer said something that this community looks at first, and is not shown.',
    fileWhy: (word: string) =>
      `There is “${word}” in it or in its name, which this community looks at first.`,
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
  },
  title: 'Held messages',
  lede: 'What waits for you to let it through or keep it held. What was said is here only as far as its author asked you to look, or was told that you read it.',
  rules: 'What is held',
  views: 'Held',
  waiting: 'Waiting',
  settled: 'Looked at',
  columns: { what: 'What', why: 'Why', by: 'From', agent: 'Agent', when: 'Held' },
  author: { person: 'A message', agent: 'An answer' },
  aFile: 'A file',
  why: {
    words: (word: string) => `“${word}”`,
    review: 'Waits for a coach',
    provider: 'Thought harmful',
  },
  gone: 'Somebody who left',
  noneTitle: 'Nothing is waiting for you',
  none: 'What is held stands here once its author asks for a look, or at once where a coach reads each message.',
  noneSettledTitle: 'Nothing was looked at yet',
  noneSettled: 'What you let through or kept held stands here.',
  noneWay: 'See what is waiting',
  coachesTitle: 'Only coaches see this',
  coachesOnly:
    'What is held goes to the coaches of its community. Who runs the platform does not see it.',
  oneTitle: 'A held message',
  kept: 'That you read this is kept in the audit.',
  appeal: 'What its author says',
  said: 'What is held',
  picture:
    'It is a picture. What is held is a word in its name, and the picture is not shown here.',
  question: 'The member asked',
  state: {
    waiting: 'Waiting',
    refused: 'Refused',
    released: 'Let through',
    kept: 'Kept held',
  },
  settle: 'What becomes of it',
  settleHint:
    'A message that you let through is answered once its author asks again, with one press. A file goes with their next message.',
  note: 'What you say to its author',
  noteHint: 'They read it where they see why it is held.',
  release: 'Let it through',
  keep: 'Keep it held',
  noNote: 'No word. Its author sees what you decided.',
  back: 'All held messages',
  wrong: {
    'note.too-long': 'That is more than 2,000 characters. Shorten it and send it again.',
    'note.null':
      'There was a character in it that can’t be saved (a null). Send it again without it.',
  },
}
