/** What can go wrong while an agent is tried out, by code. Only the server says it. */
const community =
  'What the community may use does not suffice for this answer. Ask who runs it, or try again when the next period begins.'
const yours =
  'What you may use does not suffice for this answer. Try again when the next period begins.'

export const words = {
  problems: {
    'trial.empty': 'Write a question first.',
    'trial.long': 'A question has at most 4,000 characters here. Shorten it.',
    'trial.slow': 'It took more than a minute, so it was stopped here.',
    instructions: 'Write instructions first, of 32,000 characters at most.',
    fields: 'Mend what is marked in the form first.',
    'ai.unreachable': 'The model could not be reached. Ask again in a moment.',
    'ai.slow': 'The model took too long. Ask again in a moment.',
    'ai.refused': 'The model refused the request. Another model, or its key, may be the way.',
    'ai.too-long':
      'Instructions and question together are more than the model takes in. Shorten one, or choose another model.',
    'ai.overloaded': 'The model has too much to do right now. Ask again in a moment.',
    'ai.cut-off': 'The model stopped half-way.',
    'ai.limit': 'The answer reached the greatest length that the form allows.',
    'ai.blocked': 'The model’s provider blocked this answer.',
    'budget.ceiling.day': community,
    'budget.ceiling.month': community,
    'budget.community.day': community,
    'budget.community.month': community,
    'budget.role.day': yours,
    'budget.role.month': yours,
    'budget.member.day': yours,
    'budget.member.month': yours,
    'held.words': 'The question holds a word that your community holds, so no model was asked.',
    'held.provider': 'The question was found harmful, so no model was asked.',
    'held.answer': 'The answer says what your community holds, so it is not shown.',
    'queue.long': 'Too many others were before you. Ask again in a while.',
    unchecked:
      'Each message is looked at before it is answered, and that was not possible now. Ask again in a while.',
    limited: 'That was too often. Wait a little, then ask again.',
    'sandbox.off': 'The sandbox is switched off for now, so no model is asked.',
    unexpected:
      'The answer could not be made. What you entered is still here: ask again in a moment.',
  },
}
