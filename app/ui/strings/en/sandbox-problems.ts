/** What can go wrong in the sandbox. They come late in the browser: most pages never need them. */
/** Why an answer came to no good end, by code; what is not here reads as the status's own words. */
const failures = {
  'ai.unreachable': 'The model could not be reached. Your message is saved.',
  'ai.slow': 'The model took too long. What came is saved.',
  'ai.refused': 'The model refused the request. Your message is saved; a coach should look at it.',
  'ai.too-long':
    'This is more than the model takes in. Your message is saved: shorten it and send it again, or ask another agent.',
  'ai.overloaded': 'The model has too much to do right now. Your message is saved.',
  'ai.cut-off': 'The model stopped half-way. What came is saved.',
  'ai.limit': 'The answer reached its greatest length. What came is saved.',
  'ai.blocked': 'The model’s provider blocked this answer. What came is saved.',
  'budget.ceiling.day':
    'What the community may use today does not suffice for this answer. Your message is saved: try again tomorrow, when it begins anew, or ask a coach.',
  'budget.ceiling.month':
    'What the community may use this month does not suffice for this answer. Your message is saved: try again next month, when it begins anew, or ask a coach.',
  'budget.community.day':
    'What the community may use today does not suffice for this answer. Your message is saved: try again tomorrow, when it begins anew, or ask a coach.',
  'budget.community.month':
    'What the community may use this month does not suffice for this answer. Your message is saved: try again next month, when it begins anew, or ask a coach.',
  'budget.role.day':
    'What all with your role may use today does not suffice for this answer. Your message is saved: try again tomorrow, when it begins anew, or ask a coach.',
  'budget.role.month':
    'What all with your role may use this month does not suffice for this answer. Your message is saved: try again next month, when it begins anew, or ask a coach.',
  'budget.member.day':
    'What you may use today does not suffice for this answer. Your message is saved: try again tomorrow, when it begins anew, or ask a coach.',
  'budget.member.month':
    'What you may use this month does not suffice for this answer. Your message is saved: try again next month, when it begins anew, or ask a coach.',
  'queue.long':
    'Too many others were before you for too long. Your message is saved: try again in a while.',
  unchecked:
    'Each message is looked at before it is answered, and that was not possible now, so no model was asked. Your message is saved: try again in a while.',
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
  'answer.running':
    'An answer of this conversation is still being made. Send this when it has ended.',
  'answer.whole': 'That answer did not break off. Ask for another one in its place.',
  'agent.gone':
    'This agent is not open to you any more, so it does not answer. What you wrote was not sent.',
  'begun.enough':
    'Twenty conversations wait for their first message, which is as many as may. Go on with one of them, or delete one.',
  'file.unlooked':
    'Each message here is looked at before it is answered, and its files can’t be. Remove what is attached, and send again.',
  'sandbox.off': 'The sandbox is switched off for now. What you wrote was not sent.',
  'rating.missing': 'Choose whether the answer was good or not, then save.',
  'reason.too-long': 'That is more than 2,000 characters. Shorten it and send it again.',
  'report.settled': 'Your coaches have settled this report already, so it stays.',
  'report.empty': 'Say what is wrong with the answer.',
  'title.empty': 'A conversation needs a title.',
  'title.too-long': 'A title has at most 120 characters. Shorten it and save again.',
  stale: 'This page was too old to send from. It is fresh now: send again.',
  conflict: 'This form was sent before. The page is fresh now: send again.',
  limited: 'That was too often. Wait a little, then send again.',
  unavailable: 'Part of AI GYM does not answer right now. Wait a moment, then send again.',
  timeout: 'That took too long. Send again: it can’t arrive twice.',
  'session-ended': 'You are signed out. Sign in again in another tab, then send again here.',
  'not-found': 'This conversation is not there any more.',
  suspended: 'This account is paused, so nothing was sent. Ask your coach about it.',
  unexpected: 'Something broke on our side. Send again: it can’t arrive twice.',
}

/** A post that came too soon after others. */
const again = (seconds: number) =>
  `That is more messages a minute than may be sent here. Send it again in ${
    seconds === 1 ? '1 second' : `${seconds} seconds`
  }.`

export const words = { failures, problems, again }
