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
  /** Of an answer to a question whose conversation is longer than its model takes in. */
  leftOut: (messages: number) =>
    messages > 400
      ? 'Made without the earliest messages of this conversation, which are more than 400'
      : messages === 1
        ? 'Made without the earliest message of this conversation'
        : `Made without the ${messages} earliest messages of this conversation`,
  ruleTitle: 'What the agent is given',
  rule: 'With your question the agent gets its instructions, what was attached or found for it, and as many of the newest messages before it as its model takes in beside its answer: of several models the smallest counts, and three characters count as one token (one, where a character is as long as a Chinese one). More than 38 messages or 200,000 characters it never gets. The oldest are left out first, each as a whole; your question never is. If something from the beginning matters, say it again.',
  /** Of an answer that no model was asked for. */
  again: 'Given again from an earlier answer.',
}
