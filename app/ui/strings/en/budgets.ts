/** What may be spent on answers. */
export const words = {
  title: 'Budgets and limits',
  lede: 'How much may be spent on answers. At the end of a budget what people write is kept, and answered when it begins anew.',
  caption: 'Budgets of this community',
  who: 'For',
  limit: 'At most',
  spent: 'Spent',
  holders: {
    ceiling: 'The community, by whoever runs AI GYM',
    community: 'The community',
    end_user: 'All members together',
    community_admin: 'All coaches together',
    everybody: 'Each person, alike',
    member: 'One person',
  },
  person: (name: string) => `${name}, in place of what each has`,
  gone: 'somebody',
  periods: { day: 'a day', month: 'a month' },
  amount: (money: string | null, tokens: string | null, period: string) =>
    `${[money, tokens && `${tokens} tokens`].filter(Boolean).join(' and ')} ${period}`,
  used: (money: string | null, tokens: string | null) =>
    [money, tokens && `${tokens} tokens`].filter(Boolean).join(' and '),
  each: 'each their own',
  share: (percent: number) => `${percent} %`,
  nearly: 'nearly spent',
  actions: 'Change',
  drop: 'Take away',
  none: 'There is no budget yet',
  noneText: 'Answers cost what they cost.',
  set: 'Set a budget',
  setText: 'One for the same people and the same time takes the place of the one that is there.',
  setSubmit: 'Set budget',
  fields: {
    holder: 'For',
    email: 'Email address of the person',
    period: 'Begins anew',
    money: 'Money at most',
    tokens: 'Tokens at most',
    warn: 'Warn from this share on, in percent',
  },
  hints: {
    email: 'Only for one person.',
    period: 'At midnight, by the clock of the community.',
    money:
      'In the currency that prices are set in, such as 12.50. Empty: not limited. It holds for models that have a price.',
    tokens: 'What is sent and what is answered. Empty: not limited.',
  },
  anew: { day: 'Each day', month: 'Each month' },
  costs: 'What was spent',
  providerKeys: 'Provider keys',
  moderation: 'Moderation',
  wrong: {
    unknown: 'This can’t be used. Change it and send it again.',
    'holder.invalid': 'Choose for whom it is.',
    'email.missing': 'Enter the email address of the person.',
    'email.invalid': 'Enter an email address.',
    'member.unknown': 'Nobody of this community has this address.',
    'period.invalid': 'Choose a day or a month.',
    'money.missing': 'Enter money, tokens or both.',
    'money.invalid': 'Enter an amount such as 12.50, with at most six decimals.',
    'tokens.invalid': 'Enter a whole number.',
    'warn.invalid': 'Enter a whole number from 1 to 100.',
  },
  /** On a conversation's page, for who writes there. */
  left: {
    /** What is left of a budget, such as "7,000 of 10,000 tokens". */
    money: (left: string, of: string) => `${left} of ${of}`,
    tokens: (left: string, of: string) => `${left} of ${of} tokens`,
    mine: { day: 'Left for you today', month: 'Left for you this month' },
    ours: { day: 'Left for all today', month: 'Left for all this month' },
    line: (whose: string, amounts: string) => `${whose}: ${amounts}.`,
    nearly: 'Not much is left.',
  },
  /** Beside what is left, before anything is sent: of a question of 500 letters. */
  estimate: {
    line: (about: string, share: string, most: string) =>
      `An answer costs about ${about}, ${share}. For a question of up to 500 letters it is at most ${most}.`,
    share: (percent: number) => `${percent} % of what is left`,
    little: 'less than 1 % of what is left',
    over: 'more than is left',
    /** Where what is held for it does not fit. */
    refused: 'That is more than is left, so it may be refused.',
    each: (about: string, most: string) => `about ${about}, at most ${most}`,
  },
}
