/** The menu of a conversation, and what opens from it. */
export const words = {
  more: 'More',
  rename: 'Rename',
  renameTitle: 'Rename this conversation',
  renameLabel: 'Title',
  renameSave: 'Save title',
  delete: 'Delete',
  deleteTitle: 'Delete this conversation?',
  deleteText: 'It goes to the trash, where you can bring it back.',
  deleteDo: 'Delete conversation',
}
