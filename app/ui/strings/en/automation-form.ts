/** What is an automation's own in the form in which coaches make one; its questions are a prompt's. */
import { type About, type Problem, tooLong } from './content-form'

/** Keyed by the code that the form's schema gives. */
const problems = {
  'variables.many': 'At most 20 questions fit. Nobody fills in more.',
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
  questionsNote:
    'The steps use the answers: a word in double braces stands for one, as {{letter}}.',
  fill: 'Add questions for the words in braces',
  steps: 'Steps',
  stepsNote:
    'They run from top to bottom. A step may use every answer, and the result of each step above it.',
  step: (n: number) => `Step ${n}`,
  title: 'What it gives',
  stepTitleHint: 'Members read this above the result.',
  name: 'Word for its result',
  nameHint: (name: string) => `Later steps write {{${name}}}.`,
  action: 'What it does',
  actions: { ask_model: 'Ask a model', fill_prompt: 'Fill in a prompt' },
  text: 'Text',
  textHint: 'What the model is asked, or the prompt that is filled in.',
  canUse: 'It can use',
  instructions: 'How the model answers',
  instructionsHint: 'Only where a model is asked. Members don’t see it.',
  length: 'Length of the answer',
  lengthHint: 'Only where a model is asked.',
  lengths: { short: 'Short', medium: 'Medium', long: 'Long' },
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove',
  add: 'Add a step',
  blank: 'An empty automation',
  templates: {
    reply: 'Answer a letter',
    notes: 'From notes to a record',
    lesson: 'Prepare a short lesson',
  },
  previewTitle: 'The automation’s name',
  previewQuestion: 'A question',
  previewStep: 'A step',
  previewAsks: 'It asks',
  previewGives: 'It gives',
}
