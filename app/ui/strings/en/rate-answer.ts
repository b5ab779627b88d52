/** What a person thinks of an answer, and what they tell their coaches of it. */
export const words = {
  rate: 'Rate or report',
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

  reported: { open: 'Reported', settled: 'Report answered' },
  reportTitle: 'Report this answer to your coaches',
  reportShares:
    'Reporting shares this answer and your message before it with your coaches, with your name and what you write here. Nothing else that was said is shared by it. Each time a coach reads it is kept in the audit.',
  reportLabel: 'What is wrong with it?',
  reportSend: 'Share and report',
  reportSent: 'You reported this answer to your coaches',
  reportWhy: 'What you wrote',
  waiting: 'They have not settled it yet. What they say to it will stand here.',
  withdraw: 'Withdraw this report',
  settled: 'They have dealt with it.',
  note: 'What they say to it',
}
