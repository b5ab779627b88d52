/** What an item was at each publication. */
export const words = {
  title: (title: string) => `Versions of ${title}`,
  lede: 'One is kept at each publication. Open one to save it again, or set two beside each other.',
  none: 'Nothing is kept yet. The first version is kept when it is published.',
  caption: 'Versions, the newest first',
  number: 'Version',
  name: 'Name then',
  at: 'Published',
  by: 'By',
  nobody: 'nobody that is still here',
  open: 'Open in the form',
  now: 'What is saved now',
  one: (n: number) => `Version ${n}`,
  files: 'Files',
  file: (use: string, name: string, size: string) => `${use}: ${name} (${size})`,
  /** What a document was made from, which its page of files has no section for. */
  source: 'Made from',
  inForm: (n: number, files: string) =>
    files
      ? `The form holds version ${n}. Nothing is changed until you save it: then its files come back, too (${files}), and others that were added since go.`
      : `The form holds version ${n}. Nothing is changed until you save it: then files that were added since go, too.`,
  from: 'Set this',
  to: 'beside this',
  compare: 'Compare',
  compared: (from: string, to: string) => `${from} and ${to}`,
  same: 'There is no difference between them.',
  removed: 'taken out',
  added: 'new',
  line: 'Line',
  back: 'Back to the form',
}
