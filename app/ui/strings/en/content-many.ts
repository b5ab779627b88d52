/** What is done with many items of a list at once. */
const items = (n: number) => (n === 1 ? '1 item' : `${n} items`)

export const words = {
  title: 'With what you have ticked',
  all: 'Tick all on this page',
  none: 'Tick none',
  tag: 'Tag',
  to: 'Copy to',
  toHint: 'As drafts, without their files.',
  choose: 'Choose where',
  platform: 'The platform, for all communities',
  act: {
    tag: 'Add the tag',
    untag: 'Take the tag off',
    publish: 'Publish',
    'take-back': 'Take back',
    archive: 'Archive',
    delete: 'Delete',
    restore: 'Bring back',
    copy: 'Copy',
    export: 'Export',
  },
  nothing: 'Nothing was changed',
  wrong: {
    unknown: 'This can’t be done. Change what you entered and try again.',
    'items.none': 'Tick what it is about first.',
    'items.many': 'At most 100 items can be changed at once. Tick fewer.',
    'tag.missing': 'Enter a tag.',
    'tag.invalid': 'A tag is one line of at most 40 characters. Shorten it.',
    'to.missing': 'Choose where the copies go.',
  },
  outcome: (done: number, left: number) =>
    done === 0
      ? `Nothing was done: ${items(left)} stayed as they were`
      : `${items(done)} done, ${items(left)} left as they were`,
  gone: 'Something',
  /** Why an item was left, by the code without its kind. */
  why: {
    unknown: 'it can’t be done with this one.',
    changed: 'somebody changed it since you opened the list. Look at it and tick it again.',
    deleted: 'it is deleted. Bring it back first.',
    'not-found': 'it is not here any more.',
    'name-taken': 'another one has its name there. Give one of them a new name.',
    empty: 'members could use nothing in it yet. Open it and fill it in.',
    'instructions-missing': 'it has no instructions yet. Open it and write them.',
    'needs-review': 'somebody else than its author has to publish it.',
  },
}
