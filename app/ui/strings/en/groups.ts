/** Groups of a community: a class, a team. */
import { some } from './common'

/** How many people: "1 member", "more than 1,000 members". */
export const people = (n: number, more: boolean) =>
  n === 1 && !more ? '1 member' : `${some(n, more)} members`

export const words = {
  title: 'Groups',
  lede: 'A class or a team. What you publish can be limited to groups.',
  caption: 'Groups of this community',
  name: 'Name',
  description: 'Description',
  descriptionHint: 'One sentence, for coaches.',
  members: 'Members',
  people,
  none: 'There is no group yet',
  noneText: 'Make one, then add members by their email addresses.',
  noneHere: 'No more groups',
  make: 'Make a group',
  makeSubmit: 'Make group',
  further: 'More groups',
  first: 'Back to the first',
  back: 'All groups',
  toMembers: 'Members of the community',
  empty: 'Nobody is in this group yet',
  emptyText: 'Add members by their email addresses.',
  nobodyHere: 'No more members',
  furtherPeople: 'More members',
  membersCaption: 'Members of this group',
  actions: 'Change',
  takeOut: 'Take out',
  add: 'Add members',
  addresses: 'Email addresses',
  addHint:
    'Members of this community, with commas, spaces or lines between their addresses. All are added, or, if one is unknown, none.',
  addSubmit: 'Add to group',
  rename: 'Name and description',
  renameSubmit: 'Save',
  dissolve: 'Dissolve this group',
  dissolveTitle: (name: string) => `Dissolve “${name}”?`,
  dissolveText: 'Its members stay in the community.',
  dissolveItems: (n: number, more: boolean) =>
    n === 1 && !more
      ? '1 item is limited to it. By this group nobody may use it any more.'
      : `${some(n, more)} items are limited to it. By this group nobody may use them any more.`,
  dissolveAlone: (n: number, more: boolean) =>
    n === 1 && !more
      ? 'No member at all could use it then.'
      : `No member at all could use ${some(n, more)} of them then.`,
  dissolveSure: 'Yes, dissolve it',
  wrong: {
    unknown: 'This can’t be used. Change it and send it again.',
    'name.missing': 'Enter a name.',
    'name.long': 'This is too long: use at most 80 characters.',
    'name.control': 'A name is one line of text, without tabs.',
    'name.taken': 'Another group has this name. Choose a different one.',
    'description.long': 'This is too long: use at most 500 characters.',
    'description.control': 'There is a hidden character in this text. Type it anew.',
    'emails.missing': 'Enter at least one email address.',
    'emails.many': 'These are more than 200 addresses. Add them in several goes.',
  },
  unknownEmails: (emails: string[]) =>
    `Nobody of this community has ${emails.length === 1 ? 'this address' : 'these addresses'}: ${emails.join(', ')}. Correct or remove ${emails.length === 1 ? 'it' : 'them'}. Nobody was added.`,
}
