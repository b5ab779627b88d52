/** Search over everything that a person finds in a community. */
import { some } from './common'

type Counted = { n: number; more: boolean }

export const words = {
  title: 'Search',
  lede: 'Everything that your community has for you, and your own conversations.',
  label: 'Search this community',
  facets: 'Kinds of results',
  everything: 'Everything',
  kinds: {
    agent: 'Agents',
    video: 'Videos',
    document: 'Documents',
    prompt: 'Prompts',
    automation: 'Automations',
    conversation: 'Your conversations',
  },
  kind: {
    agent: 'Agent',
    video: 'Video',
    document: 'Document',
    prompt: 'Prompt',
    automation: 'Automation',
  },
  count: ({ n, more }: Counted) => some(n, more),
  all: ({ n, more }: Counted, text: string) =>
    `${some(n, more)} ${n === 1 && !more ? 'result' : 'results'} for “${text}”`,
  alike: (text: string) => `Nothing has exactly “${text}”. This comes near it.`,
  some: (text: string) => `Nothing has all of “${text}”. This has some of it.`,
  cut: 'The first 200 characters are looked for.',
  under: (heading: string) => `Under “${heading}”`,
  at: (time: string) => `At ${time}`,
  talkedWith: (agent: string) => `With ${agent}`,
  conversations: 'Your conversations',
  allConversations: 'All of your conversations that fit',
  pages: 'Pages of results',
  further: 'Further results',
  back: 'Back to the first results',
  noWordsTitle: 'There is no word in this',
  noWords: 'Signs alone are in every text. Type at least one word.',
  nothingTitle: (text: string) => `Nothing has “${text}”, or anything near it`,
  nothing: 'Try fewer or other words, or look through what there is.',
  nothingHere: 'Here is nothing that fits, but elsewhere there is.',
  everythingWay: 'Show results of every kind',
  library: 'Go to the library',
  begin: 'Type a word: its beginning is enough, and a slip does no harm.',
}
