/** What is an automation's own in the form in which coaches make one; its questions are a prompt's. */
import { type About, type Problem, tooLong } from './content-form'

/** Keyed by the code that the form's schema gives. */
const problems = {
  'variables.many': 'At most 20 questions fit.',
  'variables.large': 'The questions hold too much text together. Shorten help, choices or answers.',
  'steps.missing': 'Add a step: an automation does at least one thing.',
  'steps.many': 'At most 20 steps fit. Put some of them together.',
  'step.title.missing': 'Write what the step gives.',
  'step.title.long': tooLong('The name of the step'),
  'name.taken': 'Another question or step has this word. Choose a different one.',
  'action.unknown': 'Choose what the step does.',
  'text.missing': 'Write the text of the step.',
  'text.long': tooLong('The text'),
  'instructions.long': tooLong('The text'),
  'length.unknown': 'Choose a length.',
  'blank.unknown': ({ what }: About) =>
    `Nothing fills the blank {{${what}}}. Add a question with this word, or take the blank out.`,
  'blank.later': ({ what }: About) =>
    `The result {{${what}}} comes from a later step. Move that step up, or take the blank out.`,
  'blank.itself': ({ what }: About) =>
    `The step can’t use its own result {{${what}}}. Take the blank out.`,
} satisfies Record<string, Problem>

export const words = {
  problems,
  about: 'What members see in the library',
  titleHint: 'What it does, such as “Answer a letter”.',
  summaryHint: 'One or two sentences: what goes in, and what comes out.',
  trigger: 'How it starts',
  byHand: 'By hand',
  byHandNote: 'A member opens it, answers the questions and starts it.',
  questions: 'Questions at the start',
  steps: 'Steps',
  actions: { ask_model: 'Ask a model', fill_prompt: 'Fill in a prompt' },
  lengths: { short: 'Short', medium: 'Medium', long: 'Long' },
  blank: 'An empty automation',
  templates: {
    reply: 'Answer a letter',
    notes: 'From notes to a record',
    lesson: 'Prepare a short lesson',
  },
}
