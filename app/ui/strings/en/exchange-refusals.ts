const many = (n: number, one: string, several = `${one}s`) => `${n} ${n === 1 ? one : several}`

/** What there is of these, as a sentence lists it. */
const listed = (parts: (string | false | 0)[]) =>
  parts.filter((part) => part !== false && part !== 0).join(' and ')

/** Why an export, or an item of it, was refused. Only the server needs these words. */
export const words = {
  /** The whole of it. */
  refusals: {
    'file.missing': 'Choose a file first.',
    'file.empty': 'This file is empty. Choose another one.',
    'file.too-large': 'This file is too large. Export fewer items at a time.',
    'community.storage-full':
      'Your community has stored as much as it may, and this file does not fit any more. Remove files that are not needed.',
    'import.broken':
      'This file is damaged or was cut off on its way. Download the export again and bring that one.',
    'import.format':
      'This is no export of AI GYM. Choose the zip or JSON file that was downloaded.',
    'import.newer':
      'This export comes from a newer version of AI GYM, which this one can’t read. Update this installation first.',
    'import.signature':
      'The signature of this export is broken: something in it was changed after it was made. Nothing of it was taken. Ask for it again where it was made.',
    'import.large':
      'There is more in this export than fits into one. Export fewer items at a time.',
    'import.path':
      'In this zip lie files with names that lead out of it. An export has none, so it was not opened.',
    'import.bomb':
      'What is packed in this zip is far larger than an export may be, so it was not unpacked.',
    'import.empty': 'There is nothing in this export.',
    'import.gone':
      'The file of this import is not kept any more: it was left for longer than a day. Bring it again; what is in already stays as it is.',
    invalid: 'The file did not come whole. Choose it again.',
    unexpected: 'That did not work. Try it again.',
  },
  /** What is said of whom an item is for. */
  notes: {
    here: (groups: number, people: number) =>
      `For ${listed([groups && many(groups, 'group'), people && many(people, 'person', 'people')])}.`,
    lost: (groups: string[], more: number, people: number) =>
      `Not here, or not in the export: ${listed([
        groups.length > 0 &&
          `${groups.length + more === 1 ? 'the group' : 'the groups'} ${groups.map((name) => `“${name}”`).join(', ')}`,
        more > 0 && `${more} more`,
        people && many(people, 'person', 'people'),
      ])}.`,
    unknown: 'The export says that it was for some only, and not for whom.',
    draft: 'Where it comes in, it is a draft, for those who are here.',
    nobody:
      'Where it comes in, it is a draft, for nobody but coaches. Say for whom it is, then publish it.',
    owner: 'Who looked after it is no coach here. Whoever brings it in looks after it.',
  },
  /** Why an item was refused, where no form says it. */
  reasons: {
    'item.invalid': 'It is not written as items are, or of a kind that is not known here.',
    'item.twice': 'It stands in the export twice. The first one counts.',
    'file.missing': 'One of its files is not in the export.',
    'file.changed': 'One of its files is not the one that was exported.',
    'file.type': 'One of its files is not of a kind that can be used so.',
    'file.too-large': 'One of its files is too large.',
    'file.empty': 'One of its files is empty.',
    'community.storage-full': 'Your community has stored as much as it may.',
    'content.needs-review': 'Somebody else than its author has to publish it.',
    'agent.instructions-missing': 'An agent without instructions can’t be published.',
    empty: 'There is nothing in it that members could use, so it can’t be published.',
    other: 'It does not fit as it is.',
  },
}
