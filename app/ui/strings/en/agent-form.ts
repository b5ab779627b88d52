/** What is an agent's own in the form in which coaches make one. */
import { type Problem, tooLong } from './content-form'

/** Keyed by the code that the form's schema or the database gives. */
const problems = {
  'instructions.missing': 'Tell the agent what to do. A few sentences are enough.',
  'instructions.long': tooLong('This text'),
  'greeting.long': tooLong('The greeting'),
  'question.long': tooLong('This question'),
  'questions.many': 'There are more questions than fit. Keep the best six.',
  'knowledge.many': 'Keep fifty documents at most.',
  'models.unknown': 'Choose models of the list, five at most.',
  'style.unknown': 'Choose how freely it answers.',
  'length.unknown': 'Choose how long its answers may be.',
  'temperature.range':
    'A temperature is a number from 0 to 2, with two decimals at most. Leave it empty for the choice above.',
  'tokens.range': 'A whole number from 1 to 32,000. Leave it empty for the choice above.',
} satisfies Record<string, Problem>

export const words = {
  problems,
  form: {
    about: 'What members see',
    titleHint: 'Short and telling, such as “Difficult customer”.',
    summaryHint: 'What one practises, and for whom.',
    greeting: 'Greeting',
    greetingHint: 'The first thing it says. Set the scene.',
    questions: 'Starter questions',
    questionsHint: 'Members begin with one of these in one click.',
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
    knowledge: 'Documents',
    models: 'Models',
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
    temperature: 'Temperature instead, 0 to 2',
    length: 'How long its answers may be',
    lengths: {
      short: { name: 'Short', hint: 'About 250 words at most.' },
      medium: { name: 'Medium', hint: 'About 750 words at most.' },
      long: { name: 'Long', hint: 'About 1,800 words at most.' },
    },
    tokens: 'Most tokens of an answer instead, 1 to 32,000',
    tokensNow: (tokens: string) => `${tokens} tokens`,
    cheapestFirst: 'The cheapest of these first',
    repeats: 'The same question again',
    givenAgain: 'Give the same answer again to the same question',
    givenAgainHint:
      'Who begins with what somebody asked in the last seven days gets that answer, at once and for nothing, and may ask anew. Tick it only where answers are not personal.',
    previewTitle: 'The agent’s name',
    previewSummary: 'Its summary',
  },
}
