/** The lists in which coaches look after what they publish; without a kind: over all of them. */
import { some } from './common'
import { type KindName, kindNames } from './kinds'

type Kind = KindName | null

const many = (kind: Kind) => (kind ? kindNames[kind].many : 'items')
const big = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const words = {
  title: (kind: Kind) => (kind ? `Manage ${kindNames[kind].many}` : 'Manage content'),
  ledes: {
    all: 'What members of this community find, of every kind.',
    agent: 'What members of this community practise with.',
    video: 'What members of this community watch.',
    document: 'What members of this community read.',
    prompt: 'What members of this community send to agents.',
    automation: 'What works for this community in several steps.',
  },
  allKinds: 'All kinds',
  make: (kind: KindName) => `Make ${kindNames[kind].a}`,
  searchLabel: (kind: Kind) => `Search ${many(kind)}`,
  filterLabel: 'Show',
  filters: {
    all: 'All',
    published: 'Published',
    draft: 'Drafts',
    in_review: 'In review',
    archived: 'Archived',
    deleted: 'Deleted',
  },
  /** Of a filter, in brackets; nothing where none was counted and there may be some. */
  counted: (n: number, more: boolean) => (n === 0 && more ? '' : `(${some(n, more)})`),
  caption: {
    all: (kind: Kind) => `All ${many(kind)}, last changed first`,
    published: (kind: Kind) => `Published ${many(kind)}, last changed first`,
    draft: () => 'Drafts, last changed first',
    in_review: (kind: Kind) => `${big(many(kind))} in review, last changed first`,
    archived: (kind: Kind) => `Archived ${many(kind)}, last changed first`,
    deleted: (kind: Kind) => `Deleted ${many(kind)}, last deleted first`,
  },
  columns: {
    name: 'Name',
    kind: 'Kind',
    status: 'State',
    was: 'Was',
    owner: 'Made by',
    changed: 'Changed',
    deleted: 'Deleted',
    goes: 'Goes for good',
    act: 'Action',
  },
  kinds: {
    agent: 'Agent',
    video: 'Video',
    document: 'Document',
    prompt: 'Prompt',
    automation: 'Automation',
  },
  importing: 'Import content',
  exporting: 'Export content',
  nobody: 'a former coach',
  restore: 'Bring back',
  tick: (title: string) => `Tick ${title}`,
  waiting: 'Waits for a review',
  waitingLede: 'Somebody asks for a second pair of eyes before members see it.',
  waitingMore: 'Show all that are in review',
  noneTitle: (kind: Kind) => (kind ? `No ${kindNames[kind].many} yet` : 'Nothing here yet'),
  none: {
    all: 'Members find here what you publish. Begin with an agent or a document.',
    agent:
      'An agent is a practice partner: you say who it is and what it does, members talk with it.',
    video: 'A video shows how something is done. An address of one is enough to begin.',
    document: 'A document answers a question once for everybody. A page is enough to begin.',
    prompt: 'A prompt is a text with blanks that members fill in and send to an agent.',
    automation: 'An automation does several steps by itself. Begin from a template.',
  },
  nothingTitle: (kind: Kind) => (kind ? `No ${kindNames[kind].one} fits` : 'Nothing fits'),
  nothing: 'Try other words, or look through all of them.',
  nothingWay: (kind: Kind) => `Show all ${many(kind)}`,
  noDraftsTitle: 'No drafts',
  noDrafts: 'Everything is published. Something new begins as a draft.',
  noPublishedTitle: 'Nothing is published',
  noPublished: 'Members see nothing yet. Open a draft and publish it.',
  noPublishedWay: 'Show drafts',
  noReviewTitle: 'Nothing is in review',
  noReview: 'What somebody sends for a review waits here.',
  noArchivedTitle: 'Nothing is archived',
  noArchived: 'What you archive is kept here, out of members’ sight.',
  noDeletedTitle: 'Nothing is deleted',
  noDeleted: 'What you delete waits here for 30 days, and can be brought back until then.',
  taken: {
    title: 'It could not be brought back',
    detail: (kind: KindName) =>
      `Another ${kindNames[kind].one} has its name now. Open it, bring it back from there and give it a new name.`,
  },
}
