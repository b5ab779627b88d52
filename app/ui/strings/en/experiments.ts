const percent = (n: number, of: number) => `${Math.round((100 * n) / of)} %`
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const people = (n: number) => (n === 1 ? '1 person' : `${n} people`)
const points = (share: number) => `${Math.abs(Math.round(100 * share))} points`

/** Trying out another model or other instructions with some of an agent's members. */
export const words = {
  title: (agent: string) => `Try something out with “${agent}”`,
  lede: 'Some members get B, with another model or other instructions; the others get A, the agent as it is. Whoever has one of the two keeps it. Nothing of what was said stands here.',
  back: 'Back to the agent',

  form: {
    title: 'Start',
    notPublished: 'Publish the agent first: only then do members talk with it.',
    what: 'What B changes',
    model: 'Its model',
    modelHint:
      'The agent’s own models stand in where this one fails; such answers are not counted.',
    choose: 'Choose a model',
    noModels: 'There is no model to choose: whoever runs AI GYM lists them.',
    instructions: 'Its instructions',
    instructionsLabel: 'B’s instructions',
    instructionsHint: 'As the agent has them now. Change what you want to try out.',
    modelLabel: 'B’s model',
    share: 'How many in a hundred members get B',
    rule: 'It ends by itself',
    ruleHint:
      'With whatever comes first, or as soon as somebody changes the agent. You can end it at any time.',
    stopRated: 'When so many people of A, and of B, have rated an answer',
    stopDays: 'After so many days',
    stopConversations: 'After so many conversations',
    start: 'Start',
    again: 'Try something else out',
  },
  wrong: {
    what: 'Choose what B changes.',
    model: 'Choose a model of the list.',
    instructions: 'Write B’s instructions.',
    'instructions.null': 'The instructions have a character that can’t be kept. Write them anew.',
    'instructions.long': 'These instructions are too long: 32,000 characters at most.',
    share: 'A whole number from 1 to 99.',
    stopRated: 'A whole number from 10 to 2,000.',
    stopDays: 'A whole number from 1 to 90.',
    stopConversations: 'A whole number from 20 to 5,000.',
  },
  refused: {
    runs: 'Something is being tried out already. End it first.',
    'not-published': 'The agent is not published, so nothing was started.',
    same: 'B would be as the agent is, or its model is not listed any more. Nothing was started.',
    'content.needs-review':
      'In this community somebody else than its author has to see what members get. Ask another coach to start it.',
    changed: 'The agent was changed or deleted meanwhile. Look at it and try again.',
  },

  b: 'What B is',
  bModel: (label: string) => `With the model ${label}`,
  bInstructions: 'With other instructions',
  showInstructions: 'B’s instructions',
  state: { running: 'Running', ended: 'Ended' },
  since: 'Started',
  until: 'ended',
  shared: (share: number) => `${share} in a hundred members get B.`,
  endsBy: (rated: number, days: number, conversations: number) =>
    `It ends when ${rated} people of either have rated, after ${days} days, or after ${conversations} conversations.`,
  why: {
    hand: (by: string | null) => `Ended by ${by ?? 'somebody who left'}.`,
    rated: () => 'Ended by itself: enough people have rated.',
    days: () => 'Ended by itself: its days are over.',
    conversations: () => 'Ended by itself: it had its conversations.',
    changed: (by: string | null) =>
      `Ended since ${by ?? 'somebody who left'} changed the agent: A was not the same any more.`,
  },
  end: 'End it',
  endHint: 'From then on the agent answers everybody as it is, also in conversations of B.',

  result: 'Which is better',
  verdict: {
    a: 'A is better: members rate the agent as it is well more often.',
    b: 'B is better: members rate it well more often.',
    open: 'Not yet told apart. That may change with each rating.',
    none: (of: number) => `No difference seen after ratings of ${people(of)}.`,
    nothing: 'Nobody has rated an answer yet.',
  },
  compared: (a: { good: number; of: number }, b: { good: number; of: number }) =>
    `Of ${people(a.of)} with A, ${a.good} rated an answer well; of ${people(b.of)} with B, ${b.good}.`,
  difference: ({ from, to }: { from: number; to: number }) =>
    from >= 0
      ? `B’s share of well rated lies ${points(from)} to ${points(to)} above A’s.`
      : to <= 0
        ? `B’s share of well rated lies ${points(to)} to ${points(from)} below A’s.`
        : `B’s share of well rated lies somewhere from ${points(from)} below to ${points(to)} above A’s.`,
  chance: (p: number) =>
    p >= 1
      ? 'So far nothing speaks for a difference.'
      : `Without a difference, ratings would ever speak so clearly for one in at most ${
          p < 0.001 ? '0.1' : (100 * p).toFixed(1)
        } of 100 experiments (p = ${p < 0.001 ? 'under 0.001' : p.toFixed(3)}).`,
  anyDay:
    'You may look on any day and end it when you like: this holds for all looks together. The range is right in 95 of 100 experiments. Each person counts once, with the answer that they rated first.',
  ratingsForCoaches:
    'Only coaches of the community see ratings, so which is better stands here for them alone.',

  figures: 'In numbers',
  columns: { figure: 'Figure', a: 'A, as it is', b: 'B' },
  rows: {
    people: 'People',
    conversations: 'Conversations',
    answers: 'Answers',
    rated: 'Answers rated well',
    again: 'Asked again',
    length: 'Length',
    firstWord: 'First word after',
    duration: 'Whole after',
    cost: 'Cost',
    costPerGood: 'Cost of one rated well',
    broken: 'Broken off',
    stoodIn: 'From a model that stood in',
  },
  rated: (good: number, bad: number) =>
    good + bad === 0 ? 'None rated' : `${good} of ${good + bad} (${percent(good, good + bad)})`,
  again: (n: number, of: number) => (of === 0 ? 'None' : `${n} of ${of} (${percent(n, of)})`),
  tokens: (n: number | null) => (n === null ? 'Not counted' : `${Math.round(n)} tokens`),
  after: (ms: number | null) => (ms === null ? 'Not known' : seconds(ms)),
  unknown: 'Not known',
  explained: [
    'Asked again: the member asked for another answer although this one was whole.',
    'Length and times: of half of the answers at most.',
    'What a model gave that stood in is in no other figure, nor is an answer of another agent or model that a member chose.',
    'Cost: of answers whose model has a price, in the currency that prices are set in.',
  ],
  noneTitle: 'No conversation yet',
  none: 'As soon as members begin to talk with the agent, the figures stand here.',

  decide: 'Go on with',
  decideHint: 'The agent’s other settings stay as they are now.',
  take: 'Make the agent what B was',
  keep: 'Leave the agent as it is',
  outcome: {
    a: 'The agent was left as it is.',
    b: 'The agent was made what B was.',
  },

  earlier: 'What was tried out before',
}
