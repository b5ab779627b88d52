/** The form in which coaches make agents. */
const characters = (n: number) => `${n.toLocaleString('en')} characters`

interface TooLong {
  limit: number
  count: number
}

const tooLong = (what: string) => (size?: TooLong) =>
  size
    ? `${what} has ${characters(size.count)}; at most ${size.limit.toLocaleString('en')} fit. Shorten it.`
    : `${what} is too long. Shorten it.`

/** Keyed by the code that the form's schema or the database gives. */
const problems = {
  'title.missing': 'Give the agent a name.',
  'title.long': tooLong('The name'),
  'title.taken': 'Another agent of this community has this name. Choose a different one.',
  'summary.long': tooLong('The summary'),
  'instructions.missing': 'Tell the agent what to do. A few sentences are enough.',
  'instructions.long': tooLong('This text'),
  'greeting.long': tooLong('The greeting'),
  'question.long': tooLong('This question'),
  'questions.many': 'There are more questions than fit. Keep the best six.',
  'style.unknown': 'Choose how freely it answers.',
  'length.unknown': 'Choose how long its answers may be.',
  unknown: 'This can’t be used as it is. Change it.',
}

export const words = {
  problems,
  form: {
    newTitle: 'Make an agent',
    newLede: 'It stays a draft that only coaches see, until you publish it.',
    editTitle: (title: string) => `Edit ${title}`,
    back: 'Manage agents',
    templates: 'Start from',
    blank: 'An empty form',
    about: 'What members see',
    title: 'Name',
    titleHint: 'Short and telling, such as “Difficult customer”.',
    summary: 'Summary',
    summaryHint: 'One or two sentences: what one practises, and for whom it is.',
    greeting: 'Greeting',
    greetingHint: 'The first thing it says. Set the scene.',
    questions: 'Starter questions',
    questionsHint: 'Members can begin with one of these in one click.',
    question: (n: number) => `Question ${n}`,
    moreQuestions: 'More questions',
    behaviour: 'What the agent does',
    instructions: 'Instructions',
    instructionsHint:
      'Write as to a new colleague: who it is, whom it talks with, what it does step by step, and what it must not do. Members never see this.',
    instructionsHelp: 'What makes instructions work',
    instructionsTips: [
      'Begin with a role: “You are a customer whose parcel is three days late.”',
      'Say what a good answer looks like: “Ask one question at a time. Keep it under five sentences.”',
      'Give it an end: “After six turns, step out of the role and name two things that went well.”',
      'Say what to avoid: “Don’t give legal advice. Don’t solve it for the member.”',
    ],
    advanced: 'How it answers',
    advancedNow: (style: string, length: string) => `now: ${style}, ${length}`,
    style: 'How freely it words its answers',
    styles: {
      precise: {
        name: 'Precise',
        hint: 'Keeps to the point and says the same again. For facts and rules.',
      },
      balanced: { name: 'Balanced', hint: 'Varies its words. Right for most.' },
      free: { name: 'Free', hint: 'Surprises. For ideas and play.' },
    },
    length: 'How long its answers may be',
    lengths: {
      short: { name: 'Short', hint: 'A paragraph or two, about 250 words at most.' },
      medium: { name: 'Medium', hint: 'About 750 words at most.' },
      long: { name: 'Long', hint: 'About 1,800 words at most.' },
    },
    create: 'Save draft',
    saveDraft: 'Save draft',
    saveLive: 'Save changes',
    publish: 'Publish agent',
    liveNote: 'Members have it: what you save reaches them at once.',
    draftNote: 'Only coaches see it.',
    preview: 'What members will see',
    previewTitle: 'The agent’s name',
    previewSummary: 'Its summary',
    previewStale: 'As it was last saved.',
    visit: 'See it among members’ agents',
    problemsTitle: (n: number) =>
      n === 1 ? 'One thing needs changing' : `${n} things need changing`,
    kept: 'Nothing is saved yet; what you entered is still here.',
    manage: 'Take back or delete',
    takeBack: 'Take back',
    takeBackNote:
      'Members don’t see it any more and can’t go on talking with it. What they wrote stays. You can publish it again.',
    delete: 'Delete agent',
    deleteNote: 'It goes to Deleted, from where you can bring it back. Conversations stay.',
    deleteTitle: (title: string) => `Delete “${title}”?`,
    deleteSure: 'Yes, delete it',
    unsaved: 'What you changed is not saved. Leave this page all the same?',
  },
  conflict: {
    title: 'This agent was changed after you opened it',
    detail:
      'Somebody saved it in the meantime, a coach or you in another tab. Nothing is overwritten: what you entered is below, what is saved now stands here. Choose one, or copy what you need into the form first.',
    savedNow: 'Saved now',
    yours: 'Yours',
    field: 'Part',
    empty: '(empty)',
    same: 'What you entered is what is saved now.',
    keepMine: 'Save mine over it',
    publishMine: 'Publish mine over it',
    takeTheirs: 'Drop mine, go on with what is saved',
  },
  again: {
    title: 'This form has already made an agent',
    detail: 'It was changed since, so nothing is overwritten. What you entered is below.',
    open: 'Open that agent',
    another: 'To make another agent of it, give it a different name and save.',
  },
  unsent: {
    title: 'Your agent is not saved',
    why: {
      'session-ended':
        'You are signed out. What you entered is below. Sign in in a new tab, then come back and save it.',
      unavailable:
        'Part of AI GYM does not answer right now. What you entered is below. Wait a moment, then save it again.',
      timeout:
        'That took too long, so we do not know whether it arrived. Save it again: it can’t be made twice.',
    },
    signIn: 'Sign in in a new tab',
    again: 'Save it again',
    nothing: 'There is nothing here to save. Go back to the form, which may still hold it.',
  },
  gone: {
    title: 'This agent is deleted',
    detail: 'Members don’t see it. Their conversations with it stay.',
    withWords: 'It was deleted while you had it open. What you entered is below.',
    restore: 'Bring it back',
    restoreWithWords: 'Bring it back with what I entered',
  },
  stale: {
    title: 'This agent was changed after you opened it',
    detail: 'It was not deleted. Look at what it is now, then decide again.',
  },
  /** What the templates are called; what they hold is in `agent-templates.ts`. */
  templates: {
    roleplay: 'A role to practise with',
    explainer: 'Explain and ask back',
    reviewer: 'Feedback on a text',
  },
}
