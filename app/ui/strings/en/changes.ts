/** What of an item changed since somebody looked at it. */
export const words = {
  title: (title: string) => `What changed in ${title}`,
  since: 'You looked at it before',
  beside: 'Then and now',
  before: 'Then',
  now: 'Now',
  same: 'What you see of it is the same. It may work differently inside, or have other files.',
  unknown: 'What it was then is not known any more. Look at it as it is now.',
  never: 'You have not seen an earlier state of it, so nothing changed for you.',
  back: 'Back to it',
}
