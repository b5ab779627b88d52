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

/** What the person did with what a list is narrowed to. */
type Mine = 'not-begun' | 'begun' | 'done' | 'favourites'

const mineSaid = (kind: KindName, mine: Mine) =>
  ({
    'not-begun': 'that you have not begun',
    begun: 'that you began and have not finished',
    done: kind === 'video' ? 'that you have watched' : 'that you have read',
    favourites: 'among your favourites',
  })[mine]

/** How long something takes. */
function lasts(seconds: number) {
  if (seconds < 60) return seconds < 2 ? '1 second' : `${Math.round(seconds)} seconds`
  const minutes = Math.round(seconds / 60)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [
    hours > 0 && (hours === 1 ? '1 hour' : `${hours} hours`),
    rest > 0 && (rest === 1 ? '1 minute' : `${rest} minutes`),
  ]
    .filter(Boolean)
    .join(' ')
}

/** How long it takes to watch it, or about how long to read it. */
const takes = (kind: KindName, seconds: number) =>
  kind === 'video' ? lasts(seconds) : `${lasts(Math.max(1, Math.round(seconds / 60)) * 60)} to read`

/** How far somebody is. */
function reached(kind: KindName, share: number, done: boolean) {
  if (done) return kind === 'video' ? 'Watched' : 'Read'
  const percent = Math.floor(share * 100)
  if (percent < 1) return 'Begun'
  return `${percent} % ${kind === 'video' ? 'watched' : 'read'}`
}

/** What an item's row tells beside its words. */
interface Beside {
  tally: { uses: number; good: number; bad: number } | null
  seconds: number | null
  share: number | null
  done: boolean
}

/** What a list is narrowed to. */
interface By {
  search: string
  tag: string | null
  mine: Mine | null
}

function said(kind: KindName, { search, tag, mine }: By) {
  const has = [search && `“${search}”`, tag && `the tag “${tag}”`].filter(Boolean).join(' and ')
  return { has, mine: mine && mineSaid(kind, mine) }
}

function foundBy(kind: KindName, by: By) {
  const { has, mine } = said(kind, by)
  return [has && `with ${has}`, mine].filter(Boolean).join(' ')
}

function nothingBy(kind: KindName, by: By) {
  const { has, mine } = said(kind, by)
  const { one } = kindNames[kind]
  return mine ? `No ${one} ${foundBy(kind, by)}` : `No ${one} has ${has}`
}

const tally = (kind: KindName, { uses, good, bad }: NonNullable<Beside['tally']>) =>
  [uses > 0 && usedTimes(kind, uses), good + bad > 0 && `${good} of ${good + bad} found it helpful`]
    .filter(Boolean)
    .join(' · ')

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
    `${some(found.n, found.more)} of ${count(kind, all)} ${foundBy(kind, by)}`,
  counted: ({ n, more }: Bounded) => `(${some(n, more)})`,
  alike: (search: string) => `Nothing has exactly “${search}”. This comes near it.`,
  some: (search: string) => `Nothing has all of “${search}”. This has some of it.`,
  tagsLabel: 'Tags',
  moreTags: 'More tags',
  anyTag: 'Any tag',
  sortLabel: 'Order',
  sorts: { newest: 'Newest first', name: 'By name', used: 'Most used', best: 'Best match' },
  mineLabel: 'What you did with it',
  anyMine: 'All',
  mines: (kind: KindName) => ({
    'not-begun': 'Not begun',
    begun: 'Begun',
    done: kind === 'video' ? 'Watched' : 'Read',
    favourites: 'Favourites',
  }),
  beside: (kind: KindName, item: Beside) =>
    [
      item.seconds && takes(kind, item.seconds),
      item.share !== null && reached(kind, item.share, item.done),
      item.tally && tally(kind, item.tally),
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
  nothingTitle: nothingBy,
  nothing: ({ search }: By) =>
    `${search ? 'Try fewer or other words, or look' : 'Look'} through all of them.`,
  nothingWay: (kind: KindName) => `Show all ${kindNames[kind].many}`,
}
