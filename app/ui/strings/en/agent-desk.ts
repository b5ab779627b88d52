/** The list of agents where coaches look after them. */
import { some } from './common'

export const words = {
  title: 'Manage agents',
  lede: 'What members of this community practise with.',
  make: 'Make an agent',
  searchLabel: 'Search agents',
  filterLabel: 'Show',
  filters: {
    all: 'All',
    published: 'Published',
    draft: 'Drafts',
    deleted: 'Deleted',
  },
  /** Of a filter, in brackets; nothing where none was counted and there may be some. */
  counted: (n: number, more: boolean) => (n === 0 && more ? '' : `(${some(n, more)})`),
  caption: {
    all: 'All agents, last changed first',
    published: 'Published agents, last changed first',
    draft: 'Drafts, last changed first',
    deleted: 'Deleted agents, last deleted first',
  },
  columns: {
    name: 'Name',
    status: 'State',
    was: 'Was',
    owner: 'Made by',
    changed: 'Changed',
    deleted: 'Deleted',
    act: 'Action',
  },
  nobody: 'a former coach',
  restore: 'Bring back',
  noneTitle: 'No agents yet',
  none: 'An agent is a practice partner: you say who it is and what it does, members talk with it.',
  nothingTitle: 'No agent fits',
  nothing: 'Try other words, or look through all of them.',
  nothingWay: 'Show all agents',
  noDraftsTitle: 'No drafts',
  noDrafts: 'Every agent is published. A new one begins as a draft.',
  noPublishedTitle: 'Nothing is published',
  noPublished: 'Members see no agent yet. Open a draft and publish it.',
  noPublishedWay: 'Show drafts',
  noDeletedTitle: 'Nothing is deleted',
  noDeleted: 'What you delete waits here until you bring it back.',
  taken: {
    title: 'It could not be brought back',
    detail:
      'Another agent has its name now. Open it, bring it back from there and give it a new name.',
  },
}
