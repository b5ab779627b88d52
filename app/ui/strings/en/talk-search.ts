/** Search within one conversation. */
export const words = {
  title: 'Search in this conversation',
  label: 'Search in this conversation',
  lede: (title: string) => `All that was said in “${title}”, on all of its branches.`,
  begin: 'Type a word that was said.',
  found: (n: number, more: boolean) =>
    more ? `The newest ${n} messages that fit` : n === 1 ? '1 message fits' : `${n} messages fit`,
  alike: 'Nothing fits exactly. These come near.',
  some: 'Nothing has all of the words. These have some.',
  none: 'Nothing that was said fits',
  noneDetail: 'Try fewer or other words.',
  you: 'You',
  agent: 'Answer',
  back: 'Back to the conversation',
}
