/** A document, as members read it. */
export const words = {
  contents: 'Contents',
  updated: 'Last changed',
  download: 'Download as Markdown',
  print: 'Print',
  back: 'All documents',
  edit: 'Edit this document',
  goOn: (title: string) => `Go on at “${title}”, where you stopped`,
  progress: 'How far you are',
  completed: 'You have read this document.',
  share: (percent: number) => `You have read ${percent} %.`,
  notBegun: 'You have not begun it yet.',
  markRead: 'Mark as read',
  markUnread: 'Begin again, as if not read',
  sectionLink: (title: string) => `Link to the section ${title}`,
}
