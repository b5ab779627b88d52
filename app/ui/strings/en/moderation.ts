/** What a community holds of what its members send, and of what agents answer. */
export const words = {
  title: 'Moderation',
  lede: 'What is held is kept: its author sees why, and may ask you to look at it. No model is asked, and nothing is paid for it. What you set holds from the next message on.',
  queue: 'What was held',
  words: 'Words and phrases',
  wordsHint:
    'One a line, 500 at most. Only whole words match: “bar” is found in “a bar.”, not in “barn”. Capitals and accents make no difference, nor does what stands between the words of a phrase. Endings do: “kill” is not found in “killing”. With an asterisk at its end, “kill*” holds every word that begins with “kill”. In Chinese and Japanese a phrase is found wherever its characters stand together.',
  does: 'What becomes of a message with one of them',
  hold: 'Hold it',
  holdHint: 'It waits until a coach has let it through, where its author asks for that.',
  refuse: 'Refuse it',
  refuseHint: 'Its author reads your message below, and may still ask you to look.',
  refusal: 'What you tell its author',
  refusalHint: 'Needed where a message is refused. 500 characters at most.',
  answers: 'Look through answers too',
  answersHint:
    'An answer with one of the words is held. Answers then come a sentence at a time, since each is looked at before it is shown.',
  review: 'Each message of a member waits for a coach',
  reviewHint:
    'For young learners: members are told before they write that a coach reads each message before it is answered.',
  provider: 'A service looks at each message first',
  providerHint:
    'Each message goes to the moderation service of this installation before a model is asked. What it thinks harmful is held. Members are told before they write that a service looks. While it is down no message is answered, and members are told to try again.',
  providerGone:
    'This installation has no such service any more, so that no message is answered. Take the tick away, or ask whoever runs the platform.',
  save: 'Save moderation',
  wrong: {
    'words.null':
      'There was a character in it that can’t be saved (a null). Take it out and save again.',
    'words.many': 'These are more than 500. Shorten the list and save again.',
    'words.long': 'One of them has more than 100 characters. Shorten it and save again.',
    'words.empty': 'One of them has neither a letter nor a number, and would never be found.',
    'words.asterisk':
      'An asterisk can stand at the end only, as in “kill*”. Take the other ones away and save again.',
    'words.short':
      'One of them has fewer than three letters before its asterisk, and would hold too much. Write more of the word, or take the asterisk away.',
    'does.missing': 'Choose one of the two.',
    'refusal.long': 'That is more than 500 characters. Shorten it and save again.',
    'refusal.missing': 'Say what whoever is refused is to read.',
  },
}
