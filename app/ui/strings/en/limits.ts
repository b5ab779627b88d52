/** How many messages a minute, and how many answers at once, a community may have. */
export const words = {
  title: 'How much may be asked at the same time',
  lede: 'Who sends too many messages is told how long to wait, and keeps what they wrote. An answer too many waits for its turn, and begins by itself. Leave a field empty to limit nothing.',
  ceiling: 'The most that this community may set',
  ceilingText: 'Where both are set, the lower one holds. Coaches see these, and can’t change them.',
  fields: {
    personMessages: 'Messages a minute, of each person',
    communityMessages: 'Messages a minute, of all together',
    personAnswers: 'Answers at once, of each person',
    communityAnswers: 'Answers at once, of all together',
  },
  atMost: (count: number) => `At most ${count}, as whoever runs AI GYM set it.`,
  save: 'Save limits',
  saveCeiling: 'Save the most',
  wrong: 'Enter a whole number from 1 to 10,000, or nothing.',
}
