/** A document, as members read it. */
export const words = {
  contents: 'Contents',
  updated: 'Last changed',
  download: 'Download as Markdown',
  print: 'Print',
  back: 'All documents',
  edit: 'Edit this document',
  sectionLink: (title: string) => `Link to the section ${title}`,
}
