/** Who makes answers: the providers of models, and the keys they are asked with. */
export const words = {
  title: 'Providers',
  community: {
    title: 'Provider keys',
    lede: 'With a key of its own, your community’s answers are asked for in its name and on its bill. Without one they are asked for with the platform’s.',
  },
  lede: 'How the models here do, and the keys that they are asked with. A key in the list counts before the one of the environment, and a community’s own before both.',
  keys: 'Keys',
  caption: 'Keys, of which nobody reads more than the end',
  provider: 'Provider',
  providers: {
    openai: 'OpenAI',
    anthropic: 'Anthropic',
    'openai-compatible': 'OpenAI-compatible',
  },
  at: (provider: string, address: string) => (address ? `${provider}, ${address}` : provider),
  ends: 'Ends in',
  set: 'Set',
  by: (name: string) => `by ${name}`,
  somebody: 'by somebody else',
  used: 'Last used',
  never: 'not yet',
  actions: 'What can be done',
  try: 'Try this key',
  drop: 'Remove',
  idle: {
    unasked: 'Not used: nothing here is asked at this address any more.',
    sealed: 'Not used: the environment no longer has what it was sealed with. Set it again.',
  },
  tried: {
    works: (key: string) => `${key} works.`,
    refused: (key: string) =>
      `The provider refuses ${key}. It may have been withdrawn, or may not do this. Set another.`,
    limited: (key: string) =>
      `The provider knows ${key}, and takes no more for now: its limit is reached, or nothing is left on its bill.`,
    unreachable: (key: string) =>
      `The provider could not be reached, so whether ${key} works is not known. Try again later.`,
    slow: (key: string) =>
      `The provider did not answer within eight seconds, so whether ${key} works is not known. Try again later.`,
    strange: (key: string) =>
      `The provider answered otherwise than expected, so whether ${key} works is not known.`,
    sealed: (key: string) =>
      `The environment does not have what ${key} was sealed with. Set the key again.`,
    often: () => 'You tried keys twenty times in ten minutes. Wait a few minutes.',
    key: (provider: string, lastFour: string) => `The key of ${provider} that ends in ${lastFour}`,
  },
  none: 'No key is set yet',
  noneText: 'Answers are asked for as the environment says.',
  noneOwn: 'Your community’s answers are asked for as the platform does.',
  add: 'Set a key',
  addText:
    'A key takes the place of the one before it for the same provider, at once. It is kept sealed, and never shown again.',
  addSubmit: 'Set key',
  noSealing:
    'No key can be set here: SEALING_KEYS is missing in the environment, so that it would be kept unsealed.',
  noSealingOwn:
    'No key can be set here yet: whoever runs AI GYM has not given it what keys are sealed with.',
  fields: { place: 'Provider', secret: 'Key' },
  hints: { secret: 'As the provider shows it once. Spaces around it are left out.' },
  wrong: {
    unknown: 'This can’t be used. Change it and send it again.',
    'place.invalid': 'Choose a provider of the list.',
    'secret.missing': 'Enter the key.',
    'secret.invalid':
      'A key has 12 to 1,000 letters, digits and signs, without spaces. It was not kept; enter it again.',
    'sealing.none': 'No key can be set here: what it would be sealed with is missing.',
  },
}
