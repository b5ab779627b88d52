/** Keeping one's conversations in order: pins, the archive, folders. */
export const words = {
  title: 'My conversations',
  retention: (days: number) =>
    days === 1
      ? 'In this community a conversation is erased a day after its last message.'
      : `In this community a conversation is erased ${days} days after its last message.`,
  which: 'Which conversations',
  open: 'At hand',
  archived: 'Archive',
  folders: 'Folders',
  folderOf: (folder: string) => `In “${folder}”`,
  none: {
    open: 'Nothing at hand',
    openDetail: 'What you talk about is kept here.',
    archived: 'The archive is empty',
    archivedDetail:
      'What you lay away waits here. Search finds it, and writing in it brings it back.',
    folder: 'Nothing is in this folder',
    folderDetail: 'A folder is there as long as something is in it.',
  },
  end: 'Nothing further back.',
  pinned: 'Pinned',
  pin: 'Pin',
  pinOf: (title: string) => `Pin ${title}`,
  unpin: 'Unpin',
  unpinOf: (title: string) => `Unpin ${title}`,
  archive: 'Archive',
  archiveOf: (title: string) => `Archive ${title}`,
  back: 'Bring back',
  backOf: (title: string) => `Bring back ${title}`,
  keep: {
    title: 'Keep it in order',
    text: 'Pinned, it stands above the others. In the archive it is out of the way, and search still finds it.',
    folder: 'Folder',
    folderHint: 'One that you have, or a new one. Left empty, it is in none.',
    save: 'Save folder',
    all: 'All your conversations',
  },
  rename: {
    title: 'Rename this folder',
    name: 'Name of the folder',
    hint: 'The name of another folder puts the two together. Left empty, the conversations are in none.',
    save: 'Rename folder',
  },
  wrong: {
    folder: 'A folder’s name has 40 characters at most.',
    pins: 'Twenty conversations are pinned already. Unpin one first.',
  },
}
