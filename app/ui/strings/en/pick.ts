/** Where one picks whom to talk with, or what to go on with. */
import { some } from './common'

export const words = {
  lede: 'Pick an agent, ask, and practise. Your conversations are kept.',
  goOn: 'Go on where you were',
  agents: 'Start with an agent',
  agentsSearch: 'Search agents',
  agentsMore: 'All agents in the library',
  agentsNone: 'No agents yet',
  agentsNoneDetail: 'As soon as a coach publishes an agent, you can talk with it here.',
  agentsNoneCoach: 'Make the first agent, and members can talk with it here.',
  agentsNoneCoachWay: 'Make an agent',
  agentsNoneFound: (search: string) => `No agent fits “${search}”`,
  agentsNoneFoundDetail: 'Try fewer or other words.',
  agentsAll: 'Show all agents',
  agentsFound: (n: number, more: boolean, search: string) =>
    n === 1 && !more ? `1 agent fits “${search}”` : `${some(n, more)} agents fit “${search}”`,
  agentNotThere: 'That agent is not there',
  agentNotThereDetail: 'A coach took it back, or the address is mistyped. Pick another one.',
  notMember: 'You look in as a super admin. Only members of this community talk with its agents.',
  mineNone: 'None yet',
  mineNoneDetail: 'What you talk about is kept here, so that you can go on tomorrow.',
  mineEnd: 'Nothing further back.',
  newest: 'Newest conversations',
}
