/** What a person reads when something went wrong: what happened, what was kept, what to do. */

/** Keyed by AppError code. A code that is not here reads as `unexpected`. */
const byCode = {
  unexpected: {
    title: 'Something broke on our side',
    detail:
      'Nothing you saved before is lost. Try again; if it happens twice, send us the id below.',
  },
  'session-ended': {
    title: 'You are signed out',
    detail:
      'Your session ended, here or on another device. Sign in and you come back to this page.',
  },
  suspended: {
    title: 'This account is paused',
    detail: 'A community admin paused it. Your conversations are kept. Ask your coach about it.',
  },
  'second-factor.needed': {
    title: 'A second factor is needed',
    detail: 'Your account or your community asks for one. Sign in with it and come back.',
  },
  'joining.off': {
    title: 'Asking to join is switched off',
    detail: 'Nothing was sent. Whoever runs this platform has switched it off for now.',
  },
  'not-found': {
    title: 'There is no such page',
    detail: 'The address may be mistyped, or what stood here was moved or deleted.',
  },
  'agent.not-found': {
    title: 'This agent is not here',
    detail:
      'A coach may have taken it back or deleted it, or the address is mistyped. Your conversations are kept.',
  },
  'file.not-found': {
    title: 'This file is not here',
    detail:
      'It may have been removed or replaced, or what it belongs to is not open to you. Open the page that led you here again.',
  },
  'file.bent-link': {
    title: 'This link does not open the file',
    detail:
      'Links to files are made for one person and a short time. Open the page that the file stands on and follow the link there.',
  },
  'file.off': {
    title: 'There is no place for files here',
    detail: 'Whoever runs this installation has not given it a storage yet. Nothing was lost.',
  },
  'export.nothing': {
    title: 'There is nothing to export',
    detail: 'None of what was chosen is here. Go back and choose other kinds or items.',
  },
  'export.too-large': {
    title: 'That is too much for one export',
    detail:
      'An export holds at most 500 items, 16 MB of text and 1 GB of files. Go back and take one kind at a time, or only some items.',
  },
  'export.off': {
    title: 'Nothing can be exported here yet',
    detail: 'Whoever runs this installation has not given it a key to sign exports with.',
  },
  'import.not-found': {
    title: 'This import is not here',
    detail: 'It may belong to another community, or the address is mistyped.',
  },
  'run.not-found': {
    title: 'This run is not here',
    detail: 'Only who started it sees it, or the address is mistyped. Nothing of yours is lost.',
  },
  'not-allowed': {
    title: 'This page is not open to you',
    detail:
      'You are signed in, but your role does not cover it. A coach of the community can change that.',
  },
  conflict: {
    title: 'Someone changed this before you',
    detail: 'Nothing was overwritten. Load the newest version, then make your change again.',
  },
  invalid: {
    title: 'That could not be used',
    detail:
      'Something in what was sent is missing or not allowed. Go back, change it and send again.',
  },
  'other-origin': {
    title: 'That came from another site',
    detail:
      'For your safety we only take forms from our own pages. Open the page here and send it again.',
  },
  method: {
    title: 'This page does not take that',
    detail: 'What was sent can not be used here, and nothing was changed.',
  },
  'too-large': {
    title: 'That is too large',
    detail: 'Nothing was saved. Make it shorter and send it again.',
  },
  limited: {
    title: 'That was too often',
    detail: 'Wait a little and try again. Nothing is lost.',
  },
  unavailable: {
    title: 'Part of AI GYM does not answer',
    detail: 'We are not reaching it right now. What you saved is safe. Try again in a minute.',
  },
  'auth.unavailable': {
    title: 'Signing in does not work right now',
    detail:
      'The part of AI GYM that knows who you are does not answer. What you saved is safe. Try again in a minute.',
  },
  timeout: {
    title: 'That took too long',
    detail:
      'We stopped waiting, so that you do not have to. Look whether it went through, then try again.',
  },
}

export const words = {
  byCode,
  quoteId: 'Quote this id when you ask for help:',
  tryAgain: 'Try again',
  goHome: 'Go to the start page',
  goDashboard: 'Go to your dashboard',
  goCommunities: 'See your communities',
  openAgain: 'Open the page again',
  signIn: 'Sign in',
  agents: 'Look through the agents',
  retryIn: (seconds: number) => {
    const [amount, unit] =
      seconds < 90
        ? [Math.max(1, Math.ceil(seconds)), 'second']
        : [Math.ceil(seconds / 60), 'minute']
    return `You can try again in ${amount} ${unit}${amount === 1 ? '' : 's'}.`
  },
}
