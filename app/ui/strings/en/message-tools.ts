/** What one can do with a single message of a conversation. */
export const words = {
  files: 'Attached files',
  versions: 'Versions of this message',
  place: (place: number, of: number) => `${place} of ${of}`,
  previous: 'Previous version',
  next: 'Next version',
  copy: 'Copy',
  copyCode: 'Copy code',
  readAloud: 'Read aloud',
  stopReading: 'Stop reading',
  heldWay: 'Why, and what you can do',
  /** What is held, by the failure of the answer. */
  held: {
    'held.words':
      'Your message has a word that this community looks at first. It is kept, and no model was asked.',
    'held.review': 'A coach reads your message before it is answered. It is kept.',
    'held.provider': 'Your message was thought harmful before a model was asked. It is kept.',
    'held.refused':
      'This community does not take such a message. It is kept, and no model was asked.',
    'held.answer':
      'The answer said something that this community looks at first. It is kept, and not shown.',
    'held.kept': 'A coach looked, and keeps it held.',
    'held.released': 'A coach let your message through. Try again to have it answered.',
  },
  tryAgain: 'Try again',
  goOn: 'Go on from here',
  again: 'Answer again',
  /** Of an answer that was given again. */
  anew: 'Ask anew',
  other: 'Ask another agent',
  otherTitle: 'Have another agent answer this',
  otherLabel: 'Agent',
  otherHint: 'The answer that is there stays. What you write next goes to the first agent again.',
  otherAsk: 'Ask for an answer',
  otherNone: 'There is no other agent here yet.',
  edit: 'Edit',
  editTitle: 'Write this message anew',
  editLabel: 'Your message, written anew',
  editHint: 'What was said after it stays as another version, which you can turn back to.',
  editSend: 'Send anew',
}
