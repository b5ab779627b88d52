/** Lists of what coaches published, as members find it. */
import { some } from './common'
import { type KindName, kindNames } from './kinds'

interface Bounded {
  n: number
  more: boolean
}

const count = (kind: KindName, { n, more }: Bounded) =>
  n === 1 && !more ? `1 ${kindNames[kind].one}` : `${some(n, more)} ${kindNames[kind].many}`

const usedTimes = (kind: KindName, n: number) =>
  kind === 'agent'
    ? `${n} ${n === 1 ? 'conversation' : 'conversations'}`
    : `${kind === 'prompt' ? 'Used' : 'Run'} ${n === 1 ? 'once' : `${n} times`}`

/** What a list is narrowed to. */
interface By {
  search: string
  tag: string | null
}

const said = ({ search, tag }: By) =>
  [search && `“${search}”`, tag && `the tag “${tag}”`].filter(Boolean).join(' and ')

export const words = {
  ledes: {
    agent: 'Practice partners that your coaches made. Pick one and start.',
    video: 'What your coaches show. Go on where you stopped.',
    document: 'What your coaches wrote down, to read and to look up.',
    prompt: 'Texts that work, with blanks for what is yours. Fill in, copy, or try with an agent.',
    automation: 'Work in several steps that your coaches set up.',
  },
  practise: 'Practise',
  practiseNamed: (title: string) => `Practise with ${title}`,
  searchLabel: (kind: KindName) => `Search ${kindNames[kind].many}`,
  count,
  found: (kind: KindName, found: Bounded, all: Bounded, by: By) =>
    `${some(found.n, found.more)} of ${count(kind, all)} with ${said(by)}`,
  counted: ({ n, more }: Bounded) => `(${some(n, more)})`,
  alike: (search: string) => `Nothing has exactly “${search}”. This comes near it.`,
  some: (search: string) => `Nothing has all of “${search}”. This has some of it.`,
  tagsLabel: 'Tags',
  moreTags: 'More tags',
  anyTag: 'Any tag',
  sortLabel: 'Order',
  sorts: { newest: 'Newest first', name: 'By name', used: 'Most used', best: 'Best match' },
  tally: (kind: KindName, { uses, good, bad }: { uses: number; good: number; bad: number }) =>
    [
      uses > 0 && usedTimes(kind, uses),
      good + bad > 0 && `${good} of ${good + bad} found it helpful`,
    ]
      .filter(Boolean)
      .join(' · '),
  favourites: {
    title: 'Favourites',
    lede: 'What you want to find again, whatever kind it is. Only you see it.',
    noneTitle: 'No favourites yet',
    none: 'Press the star on the page of an agent, a video or whatever you will need again.',
    noneWay: 'Look through the library',
  },
  noneTitle: (kind: KindName) => `No ${kindNames[kind].many} yet`,
  none: 'Your coaches have not published one so far. Once they do, it stands here.',
  noneWay: 'Go to your dashboard',
  noneCoach: {
    agent:
      'Members find here what you publish. Make the first agent: a name and a few sentences are enough.',
    video: 'Members find here what you publish. Make the first video: an address is enough.',
    document:
      'Members find here what you publish. Write the first document: a page that answers one question is enough.',
    prompt:
      'Members find here what you publish. Make the first prompt: a text that you send often is a good one.',
    automation: 'Members find here what you publish. Make the first automation from a template.',
  },
  noneCoachWay: (kind: KindName) => `Make ${kindNames[kind].a}`,
  nothingTitle: (kind: KindName, by: By) => `No ${kindNames[kind].one} has ${said(by)}`,
  nothing: 'Try fewer or other words, or look through all of them.',
  nothingWay: (kind: KindName) => `Show all ${kindNames[kind].many}`,
}
