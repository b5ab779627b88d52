/** What a person thinks of an answer. */
export const words = {
  rate: 'Rate',
  rated: { good: 'Rated good', bad: 'Rated not good' },
  title: 'Rate this answer',
  question: 'Did this answer help you?',
  good: 'Yes, it is good',
  bad: 'No, it is not good',
  reason: 'Why',
  reasonHint:
    'Your coaches see your rating and this reason, also where they can’t read what was said.',
  save: 'Save rating',
  takeBack: 'Take it back',
}
