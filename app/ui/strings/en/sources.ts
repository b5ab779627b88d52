/** Under an answer: the passages of documents, and the files, that it was made from. */
export const words = {
  title: 'From the documents',
  /** Of a document that was given to the conversation, or attached to a message. */
  given: (part: number) =>
    part === 100
      ? 'You attached it. The agent read all of it.'
      : `You attached it. The agent read its first ${part} %: more does not fit.`,
  gone: 'A document that is no longer available',
  nothing: 'Nothing was found about this in this agent’s documents.',
  /** Of an answer that no model was asked for. */
  again: 'Given again from an earlier answer.',
}
