/** Agents, as members find them. */
import { some } from './common'

const countAgents = (n: number, more: boolean) =>
  n === 1 && !more ? '1 agent' : `${some(n, more)} agents`

export const words = {
  library: {
    title: 'Agents',
    lede: 'Practice partners that your coaches made. Pick one and start.',
    practise: 'Practise',
    practiseNamed: (title: string) => `Practise with ${title}`,
    searchLabel: 'Search agents',
    count: countAgents,
    found: (
      found: { n: number; more: boolean },
      all: { n: number; more: boolean },
      search: string,
    ) => `${some(found.n, found.more)} of ${countAgents(all.n, all.more)} with “${search}”`,
    noneTitle: 'No agents yet',
    none: 'Your coaches have not published one so far. Once they do, it stands here.',
    noneWay: 'Go to your dashboard',
    noneCoach:
      'Members find here what you publish. Make the first agent: a name and a few sentences are enough.',
    noneCoachWay: 'Make an agent',
    nothingTitle: (search: string) => `No agent has “${search}”`,
    nothing: 'Try fewer or other words, or look through all of them.',
    nothingWay: 'Show all agents',
  },
  agent: {
    practise: 'Practise with this agent',
    greeting: 'How it begins',
    questions: 'Try one of these',
    back: 'All agents',
    edit: 'Edit this agent',
  },
}
