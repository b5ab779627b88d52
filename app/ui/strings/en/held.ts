/** What is held: for the coaches who look. */
export const words = {
  title: 'Held messages',
  lede: 'What waits for you to let it through or keep it held. What was said is here only as far as its author asked you to look, or was told that you read it.',
  rules: 'What is held',
  views: 'Held',
  waiting: 'Waiting',
  settled: 'Looked at',
  columns: { what: 'What', why: 'Why', by: 'From', agent: 'Agent or automation', when: 'Held' },
  kinds: {
    person: 'A message',
    agent: 'An answer',
    file: 'A file',
    step: 'A step of an automation',
  },
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
    'A message that you let through is answered once its author asks again, with one press. A file goes with their next message, and an automation goes on once they say so.',
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
