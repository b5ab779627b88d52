/** The models that an agent is answered by. */
export const words = {
  title: 'Who answers',
  hint: 'The first model is asked. Where it can’t be reached, is overloaded or is too late with its first word, the next one answers, and the answer says so. A model needs a key, of your community or of the platform.',
  order: 'In which order',
  cheapest: 'Ask the cheapest of these first',
  cheapestHint:
    'By the prices that hold now. A model without a price comes last. Untick it to have them asked as they stand here.',
  place: (place: number) => (place === 1 ? 'Model' : `Model ${place}, where those before it can’t`),
  installation: 'As the platform says',
  nobody: 'Nobody else',
  gone: (name: string) => `${name} (not in the list any more, passed over)`,
}
