/** A message that came when nobody was signed in, or when the database was away. */
export const words = {
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
