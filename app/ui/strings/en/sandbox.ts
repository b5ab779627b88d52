/** The sandbox: talking with an agent. */
import { some } from './common'

/** Why an answer came to no good end, by code; what is not here reads as the status's own words. */
const failures = {
  'ai.unreachable': 'The model could not be reached. Your message is saved.',
  'ai.slow': 'The model took too long. What came is saved.',
  'ai.refused': 'The model refused the request. Your message is saved; a coach should look at it.',
  'ai.overloaded': 'The model has too much to do right now. Your message is saved.',
  'ai.cut-off': 'The model stopped half-way. What came is saved.',
  'ai.limit': 'The answer reached its greatest length. What came is saved.',
  'ai.blocked': 'The model’s provider blocked this answer. What came is saved.',
  'not-started': 'The answer could not be started. Your message is saved.',
  lost: 'The answer was interrupted on our side. What came is saved.',
  unexpected: 'Something broke on our side. What came is saved.',
}

/** What is wrong with a post, by code. */
const problems = {
  'message.empty': 'Write something first.',
  'message.null':
    'There was a character in it that can’t be saved (a null). It is taken out below; send it again.',
  'message.too-long': 'That is more than 32,000 characters. Shorten it and send it again.',
  'message.sent':
    'This form was sent before with other words, which are above. Send again to add these.',
  'answer.running': 'The answer before is still being made. Send this when it has ended.',
  'answer.superseded': 'The conversation went on after that answer. Ask in a new message.',
  'agent.gone':
    'This agent is not open to you any more, so it does not answer. What you wrote was not sent.',
  'sandbox.off': 'The sandbox is switched off for now. What you wrote was not sent.',
  'title.empty': 'A conversation needs a title.',
  'title.too-long': 'A title has at most 120 characters. Shorten it and save again.',
  stale: 'This page was too old to send from. It is fresh now: send again.',
  conflict: 'This form was sent before. The page is fresh now: send again.',
  limited: 'That was too often. Wait a little, then send again.',
  unavailable: 'Part of AI GYM does not answer right now. Wait a moment, then send again.',
  timeout: 'That took too long. Send again: it can’t arrive twice.',
  unsure:
    'The connection broke, so we do not know whether it arrived. Send again: it can’t arrive twice.',
  'session-ended': 'You are signed out. Sign in again in another tab, then send again here.',
  'not-found': 'This conversation is not there any more.',
  suspended: 'This account is paused, so nothing was sent. Ask your coach about it.',
  unexpected: 'Something broke on our side. Send again: it can’t arrive twice.',
}

export const words = {
  title: 'Sandbox',
  lede: 'Pick an agent, ask, and practise. Your conversations are kept.',
  failures,
  problems,
  kept: 'What you wrote is still here.',
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
  notSent: 'What you wrote, not sent',
  notMember: 'You look in as a super admin. Only members of this community talk with its agents.',
  mine: 'My conversations',
  mineNone: 'None yet',
  mineNoneDetail: 'What you talk about is kept here, so that you can go on tomorrow.',
  mineEnd: 'Nothing further back.',
  newest: 'Newest conversations',
  withAgent: (agent: string) => `with ${agent}`,
  begin: (agent: string) => `Talk with ${agent}`,
  beginReaders: 'New conversation',
  otherAgent: 'Other agents',
  firstMessage: 'Your first message',
  sending: 'Sending…',
  nextMessage: 'Your next message',
  newestMessages: 'Back to the newest messages',
  earlierAttempt: 'An earlier answer to the same message',
  tryAgain: 'Try again',
  goneTitle: 'This agent was taken back',
  goneDetail: 'You can read what was said, but it does not answer any more.',
  goneWay: 'Start with another agent',
  readAsCoach: (owner: string) =>
    `You read this as a coach. It is ${owner}’s conversation, and only they write in it.`,
  inTrash: 'This conversation is in the trash. Bring it back to go on.',
  more: 'More',
  rename: 'Rename',
  renameTitle: 'Rename this conversation',
  renameLabel: 'Title',
  renameSave: 'Save title',
  delete: 'Delete',
  deleteTitle: 'Delete this conversation?',
  deleteText: 'It goes to the trash, where you can bring it back.',
  deleteDo: 'Delete conversation',
  trash: 'Trash',
  trashLede: 'Conversations you deleted. Nobody but you sees them.',
  trashNone: 'The trash is empty',
  trashNoneDetail: 'What you delete waits here, so that you can bring it back.',
  toSandbox: 'To the sandbox',
  restore: 'Bring back',
  restoreOf: (title: string) => `Bring back: ${title}`,
  notices: {
    practice:
      'No model is connected here. A practice partner with set sentences answers, so that you can try the page.',
    off: 'The sandbox is switched off for now. What was said before can be read; nothing new can be asked.',
  },
  answeredBy: (model: string) => `Answered by ${model}`,
  cantReach: 'We can’t reach the answer as it is being made. What was saved of it is shown.',
  reload: 'Load the page again',
  follow: 'Follow it again',
  unsentTitle: 'Your message was not sent',
  unsentLabel: 'Your message',
  unsentSend: 'Send again',
  unsentSignIn: 'Sign in in a new tab',
  unsentWhy: {
    'session-ended':
      'You are signed out. What you wrote is below. Sign in in a new tab, then come back and send it.',
    unavailable:
      'Part of AI GYM does not answer right now. What you wrote is below. Wait a moment, then send it again.',
    timeout:
      'That took too long, so we do not know whether it arrived. Send it again: it can’t arrive twice.',
  },
  unsentNothing: 'There is nothing here to send.',
}
