/** The conversations that one deleted. */
export const words = {
  trashLede: 'Conversations you deleted. Nobody but you sees them.',
  trashNone: 'The trash is empty',
  trashNoneDetail: 'What you delete waits here, so that you can bring it back.',
  restoreOf: (title: string) => `Bring back: ${title}`,
}
