/** The conversations that one deleted. */
export const words = {
  trashLede: 'Conversations you deleted. Nobody but you sees them. After 30 days they are erased.',
  trashNone: 'The trash is empty',
  trashNoneDetail: 'What you delete waits here, so that you can bring it back.',
  erase: 'Delete for good',
  eraseOf: (title: string) => `Delete for good: ${title}`,
  eraseTitle: 'Delete this conversation for good?',
  eraseText:
    'All that was said in it, its files and its shared copies are erased. Nobody can bring them back.',
  busy: 'This conversation can’t be erased yet: an answer is being made in it, or something of it waits for a coach. Nothing was changed. Try again later.',
  restoreOf: (title: string) => `Bring back: ${title}`,
}
