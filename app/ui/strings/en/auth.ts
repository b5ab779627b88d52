/** Ways in and out. */

/** What is wrong with one field, by code. */
const wrong = {
  unknown: 'This can not be used. Change it and send again.',
  'email.missing': 'Enter your email address.',
  'email.invalid': 'Enter an email address like name@example.org.',
  'email.taken': 'There is an account with this address. Sign in, or ask for a new password.',
  'email.refused': 'Mail can not be sent to this address from here. Use another one.',
  'password.missing': 'Enter a password.',
  'password.short': 'This is too short: use at least 8 characters.',
  'password.long': 'This is too long: use at most 72 characters.',
  'password.control': 'A password can hold no tabs or line breaks.',
  'password.weak': 'This is too easy to guess. Use more words, or a longer one.',
  'password.same': 'This is the password you have now. Choose another.',
  'password.wrong': 'This is not your password.',
  'name.missing': 'Enter the name that others should see.',
  'name.long': 'This is too long: use at most 80 characters.',
  'name.control': 'A name is one line of text, without tabs.',
  'code.missing': 'Enter the code from the mail.',
  'code.form': 'The code is six digits, as in the mail.',
  'code.wrong':
    'This code does not fit: it is mistyped, used already, older than an hour, or for another address.',
}

/** What is wrong with a form as a whole, by code. */
const problems = {
  invalid_credentials: {
    title: 'The email or the password is wrong.',
    detail: 'Check both, or ask for a new password.',
  },
  user_banned: {
    title: 'This account is paused.',
    detail: 'Ask a coach of your community about it.',
  },
  signup_disabled: {
    title: 'New accounts are not open here.',
    detail: 'Ask your coach for a way in.',
  },
  email_provider_disabled: {
    title: 'New accounts are not open here.',
    detail: 'Ask your coach for a way in.',
  },
  limited: {
    title: 'That was too often.',
    detail: 'For the safety of the account we wait a little. What you typed is still here.',
  },
  over_request_rate_limit: {
    title: 'That was too often.',
    detail: 'Wait a little. What you typed is still here.',
  },
  over_email_send_rate_limit: {
    title: 'A mail has just gone out.',
    detail: 'Look for it, or ask again in a minute.',
  },
  unavailable: {
    title: 'Signing in does not work right now.',
    detail: 'The part of AI GYM that knows who you are does not answer. What you typed is here.',
  },
  refused: {
    title: 'That did not work.',
    detail: 'Check what you entered and send it again.',
  },
  'link.broken': {
    title: 'This link is not whole',
    detail: 'Copy it from the mail again, all of it, or type the code from the mail instead.',
  },
  'link.spent': {
    title: 'This link has been used, or is older than an hour',
    detail: 'If you used it a moment ago, sign in. If not, ask for a new mail.',
  },
}

/** Why somebody was led to a page, by code. */
const notices = {
  'session-ended':
    'Your session ended, here or on another device. Sign in and you come back to where you were.',
  unavailable:
    'Signing in may not work right now: the part of AI GYM that knows who you are does not answer.',
  unconfirmed: 'Confirm your address first: it takes the code from our mail, once.',
  'link-needed': 'To choose a new password, open the link from the mail. Ask for one here.',
}

export const words = {
  wrong,
  problems,
  notices,
  fields: {
    email: 'Email',
    password: 'Password',
    newPassword: 'New password',
    currentPassword: 'Password you have now',
    passwordHint: (least: number) => `At least ${least} characters. A few words make a good one.`,
    displayName: 'Your name',
    displayNameHint: 'As others in your community should see it.',
    code: 'Code',
    codeHint: 'Six digits from the mail.',
  },
  login: {
    title: 'Sign in',
    submit: 'Sign in',
    forgot: 'Forgot your password?',
    signUp: 'Create an account',
  },
  signup: {
    title: 'Create an account',
    submit: 'Create account',
    emailHint: 'If a coach added you already, use the address they know.',
    signIn: 'I have an account: sign in',
  },
  forgot: {
    title: 'Forgot your password?',
    lede: 'We mail you a link and a code. Either leads to a new password.',
    submit: 'Send the mail',
    signIn: 'Back to signing in',
  },
  code: {
    title: 'Enter the code from the mail',
    signup: {
      title: 'Confirm your address',
      lede: 'We sent a mail. Open its link, or type its code here.',
      submit: 'Confirm address',
      nothingCame:
        'Nothing came? It can take a minute; look among the unwanted mail too. If the address has an account already, no mail comes: sign in, or ask for a new password.',
    },
    recovery: {
      title: 'Look into your mail',
      lede: 'If there is an account with this address, a mail is on its way. Open its link, or type its code here.',
      submit: 'Choose a new password',
      nothingCame: 'Nothing came? It can take a minute; look among the unwanted mail too.',
    },
    resend: 'Send the mail again',
    mailbox: 'Open the local mailbox (this is a development installation)',
    signIn: 'Back to signing in',
  },
  confirm: {
    title: 'Confirm your address',
    lede: 'Press the button and you are in.',
    submit: 'Confirm address',
    resetTitle: 'Choose a new password',
    resetLede: 'Press the button and you can choose it.',
    resetSubmit: 'Go on to the new password',
    askAgain: 'Ask for a new mail',
    sendAgain: 'Type the code, or ask for a new mail',
    signIn: 'Sign in',
  },
  reset: {
    title: 'Choose a new password',
    lede: (email: string) => `For ${email}. You are signed out everywhere else after this.`,
    submit: 'Save new password',
  },
  logout: {
    title: 'Sign out?',
    lede: (email: string) => `You are signed in as ${email} on this device.`,
    submit: 'Sign out',
    stay: 'Stay, and go to your dashboard',
    outTitle: 'You are signed out',
    outLede: 'Nobody is signed in on this device.',
    signIn: 'Sign in',
  },
}
