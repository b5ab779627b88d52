/** What answers cost a community. */
export const words = {
  title: 'What was spent',
  lede: (answers: string, cost: string, tokens: string) =>
    `${answers} answers cost ${cost} and took ${tokens} tokens.`,
  window: 'Time',
  days: (n: number) => `${n} days`,
  file: 'As a file (CSV)',
  fileEnds: (lines: string) =>
    `The file ends here, after ${lines} lines: what is older was left out. Choose a shorter time.`,
  budgets: 'Budgets',
  byAgent: 'By agent',
  byMember: 'By person',
  byModel: 'By model',
  byDay: 'By day',
  agent: 'Agent',
  member: 'Person',
  model: 'Model',
  day: 'Day',
  answers: 'Answers',
  tokens: 'Tokens',
  cost: 'Cost',
  gone: 'not there any more',
  noAgent: 'steps of automations, and agents that are gone',
  none: 'Nothing was answered in this time',
  noneText: 'What answers cost is shown here from the first one on.',
  note: 'In the currency that prices are set in. Models without a price cost nothing that is known. The 25 dearest of each.',
}
