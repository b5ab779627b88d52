/** The documents that an agent answers from, and the page on which coaches choose them. */
export const words = {
  form: {
    label: 'Documents that it answers from',
    hint: 'Untick what it should not use any more. More are chosen on the page “Documents it answers from”.',
  },
  way: 'Documents it answers from',
  title: (agent: string) => `Documents that “${agent}” answers from`,
  lede: 'Asked something, it is given what fits of these documents, as far as whoever asks may read them, and names where it stands. What they don’t have, it says.',
  search: 'Search documents',
  chosen: 'Chosen',
  noneChosen: 'None yet: it answers from what its model knows.',
  notPublished: 'Not published, so it is not used.',
  found: (text: string) => `Found for “${text}”`,
  newest: 'Published lately',
  nothing: 'No other published document fits.',
  noDocuments: 'There is no other published document.',
  more: 'There are more. Search to find others.',
  save: 'Save documents',
  many: (most: number) => `Keep ${most} documents at most. Nothing was saved.`,
  changed: 'Somebody changed the agent meanwhile. Look through the ticks and save again.',
  back: 'Back to the agent',
}
