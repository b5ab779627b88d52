/** What a conversation was given, and the way to what can be added to it. */
export const words = {
  add: 'Add a prompt or a document',
  attach: 'Attach files',
  changeFiles: 'Change the files',
  nothingSaid:
    'Nothing is said here yet. Attach what your first message needs, and write it below. Without a word from you, this conversation goes after a day.',
  attaching: 'Attaching…',
  keepDraft: 'Keep as a draft',
  waits: 'Goes with your next message:',
  names: (names: string[]) => names.join(', '),
  reads: 'The agent reads with each question',
  readsSome: (n: number) => `The agent reads ${n} documents with each question`,
  gone: 'A document that is no longer available, and not read',
  remove: 'Remove',
  removeNamed: (title: string) => `Remove: ${title}`,
}
