const share = (n: number, of: number) => `${Math.round((100 * n) / of)} %`
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** How good agents' answers are, for coaches. */
export const words = {
  title: 'Quality of answers',
  lede: 'What members think of what your agents answer, and how the answers came. Nothing of what was said stands here.',
  days: (days: number) => `Last ${days} days`,
  window: 'How far back',
  table: 'By agent',
  columns: {
    agent: 'Agent',
    answers: 'Answers',
    ratings: 'Ratings',
    again: 'Asked again',
    broken: 'Not whole',
    first: 'First word after',
    tokens: 'Tokens',
  },
  gone: 'An agent that is gone',
  ratings: (good: number, bad: number) =>
    good + bad === 0 ? 'None' : `${good} good, ${bad} not good (${share(good, good + bad)} good)`,
  again: (n: number, of: number) => (of === 0 ? `${n}` : `${n} (${share(n, of)})`),
  broken: (stopped: number, failed: number) =>
    stopped + failed === 0 ? 'None' : `${stopped} stopped, ${failed} broken off`,
  first: (half: number | null, most: number | null) =>
    half === null || most === null ? 'Not known' : `${seconds(half)}, slow ones ${seconds(most)}`,
  tokens: (n: number | null) => (n === null ? 'Not counted' : `${n}`),
  explained: [
    'Asked again: the member asked for another answer although this one was whole.',
    'Not whole: the member stopped it, or the model broke off or failed.',
    'First word after: half of the answers began within the first time, 19 of 20 within the second.',
    'Tokens: on average, question and answer together, where the provider counts them.',
  ],
  noneTitle: 'No answers in these days',
  none: 'When members talk with your agents, the figures stand here.',
  ratingsForCoaches: 'Only coaches of the community see ratings and reasons.',

  reasons: 'Why members rated as they did',
  good: 'Good',
  bad: 'Not good',
  noReasons: 'No member has written a reason yet. Below each answer they can rate it and say why.',
  read: 'Read the conversation',

  sample: 'Conversations to look into',
  sampleLede:
    'A few of the latest, drawn by chance. Members were told before they wrote that coaches may read. Each time you open one is kept in the audit.',
  sampleAgain: 'Draw others',
  noSample: 'There is no conversation of these days that you may read.',
  sampleOff:
    'Your community says that only members read their own conversations, so none is shown here. Coaches can change that for new conversations in the settings; members are told before they write.',
  settings: 'Open the settings',
}
