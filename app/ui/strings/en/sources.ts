/** Under an answer: the passages of documents that it was made from. */
export const words = {
  title: 'From the documents',
  gone: 'A document that is no longer available',
  nothing: 'Nothing was found about this in this agent’s documents.',
}
