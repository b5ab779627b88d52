/** The models that an agent is answered by. */
export const words = {
  title: 'Who answers',
  hint: 'The first model is asked. Where it can’t answer, or is too late, the next one does, and the answer says so. A model needs a key, of your community or of the platform.',
  cheapest: 'Ask the cheapest first, by the prices that hold',
  place: (place: number) => (place === 1 ? 'Model' : `Model ${place}, where those before it can’t`),
  installation: 'As the platform says',
  nobody: 'Nobody else',
  gone: (name: string) => `${name} (not in the list any more, passed over)`,
}
