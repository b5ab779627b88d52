/** What coaches see of what agents answer: what members reported. */
export const words = {
  title: 'Reported answers',
  lede: 'Answers that members reported to you. What was said is here only as far as they shared it.',
  views: 'Views',
  open: 'Open reports',
  settled: 'Settled reports',
  quality: 'Quality',
  compared: 'Compared models',
  held: 'Held messages',
  shared: 'Shared copies',
  columns: { why: 'What is wrong', agent: 'Agent', by: 'From', when: 'Reported' },
  gone: 'Somebody who left',
  noneOpenTitle: 'Nothing is waiting for you',
  noneOpen: 'When a member reports an answer, it stands here until you settle it.',
  noneSettledTitle: 'Nothing is settled yet',
  noneSettled: 'Reports that you have dealt with stand here.',
  noneWay: 'See what is open',
  coachesTitle: 'Only coaches see this',
  coachesOnly:
    'What members report goes to the coaches of their community. Who runs the platform does not see it.',

  reportTitle: (agent: string) => `A report about ${agent}`,
  reportLede:
    'The member shared this answer and their message before it with you, and nothing else.',
  kept: 'That you read this is kept in the audit.',
  why: 'What the member wrote',
  asked: 'The member asked',
  answered: (agent: string) => `${agent} answered`,
  settle: 'Settle this report',
  note: 'What you say to the member',
  noteHint: 'They see it below the answer, for example what you changed.',
  settleSubmit: 'Settle report',
  isSettled: 'Settled',
  noteNow: 'What the member reads',
  noNote: 'No note. The member sees that you have dealt with it.',
  reopen: 'Open it again',
  back: 'All reports',
  wrong: {
    'note.too-long': 'That is more than 2,000 characters. Shorten it and settle again.',
    'note.null':
      'There was a character in it that can’t be saved (a null). Settle again without it.',
  },
}
