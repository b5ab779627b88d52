/** Who may use an item: everybody in its community, or groups and people. */
import { people } from './groups'

export const words = {
  title: (item: string) => `Who may use “${item}”`,
  lede: 'Others find it nowhere: in no list and by no search, and can’t go on in conversations with it. Coaches always see it.',
  who: 'Open to',
  everybody: 'Everybody in this community',
  limited: 'Only the groups and people below',
  nobody:
    'No member may use it: those it was limited to have left or never were here, or their group is dissolved or empty. Choose others, or open it to everybody.',
  groups: 'Groups',
  members: people,
  noGroups: 'There are no groups yet.',
  makeGroup: 'Make and fill groups',
  moreGroups: (n: number) => `The first ${n} groups by name, and those that are chosen.`,
  people: 'People',
  peopleHint: 'Who is not ticked any more is taken out when you save.',
  emails: 'Add people by email',
  emailsHint:
    'Members of this community, with commas, spaces or lines between their addresses. For more than a few, make a group.',
  save: 'Save who may use it',
  back: 'Back to the form',
  changed: {
    title: 'Somebody changed this meanwhile.',
    detail:
      'What another coach chose, or who left since, was not overwritten. Your choice is below: look through it, and save it again if it should hold.',
  },
  wrong: {
    'audience.nobody': 'Tick a group or add a person, or open it to everybody.',
    'audience.both':
      'You chose groups or people, and everybody. Choose “Only the groups and people below”, or take them out.',
    'audience.many': 'This is more than 200 groups and people. Put the people into a group.',
    'emails.many': 'These are more than 200 addresses. Add them in several goes.',
    refused: 'This can’t be used. Change it and save again.',
  },
  unknown: (emails: string[]) =>
    `Nobody of this community has ${emails.length === 1 ? 'this address' : 'these addresses'}: ${emails.join(', ')}. Correct or remove ${emails.length === 1 ? 'it' : 'them'}. Nothing was saved.`,
}
