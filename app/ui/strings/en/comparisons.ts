const share = (n: number, of: number) =>
  of === 0 ? 'Not known' : `${Math.round((100 * n) / of)} %`

/** How often members found which model's answer the better one, for coaches. */
export const words = {
  title: 'Compared models',
  lede: 'Members ask several models the same and choose the better answer. Nothing of what was said stands here, nor who chose.',
  window: 'How far back',
  days: (days: number) => `Last ${days} days`,
  each: 'By model',
  pairs: 'Model against model',
  columns: {
    model: 'Model',
    asked: 'Asked',
    decided: 'Decided',
    chosen: 'Chosen',
    share: 'Share',
    pair: 'Models',
    both: 'Both asked',
    first: 'First chosen',
    second: 'Second chosen',
    neither: 'Neither, or open',
  },
  pair: (first: string, second: string) => `${first} and ${second}`,
  share,
  ofPair: (n: number, other: number) =>
    n + other === 0 ? `${n}` : `${n} (${share(n, n + other)})`,
  explained: [
    'Asked: questions that went to the model beside others. Decided: those of which the member chose an answer.',
    'Share: how often the model was chosen, of what was decided. An answer that did not come is not chosen.',
    'First and second chosen: of the questions that both were asked.',
    'At most the latest 3,000 comparisons are counted.',
  ],
  noneTitle: 'Nothing was compared in these days',
  none: 'When members compare models, the figures stand here.',
  forCoaches: 'Only coaches of the community see what was chosen.',
}
