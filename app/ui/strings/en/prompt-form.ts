/** What is a prompt's own in the form in which coaches make one. */
import { type About, type Problem, tooLong } from './content-form'

/** Keyed by the code that the form's schema gives. */
const problems = {
  'body.missing': 'Write the text of the prompt.',
  'body.long': tooLong('The text'),
  'body.unknown': ({ what }: About) =>
    `The text has a blank {{${what}}} that no question fills. Add a question with this word, or take the blank out.`,
  'name.missing': 'Give the word that stands in the text.',
  'name.form':
    'Use small letters from a to z, digits and underscores, with a letter first, such as customer_name.',
  'name.taken': 'Another question has this word. Choose a different one.',
  'label.missing': 'Write what is asked.',
  'label.long': tooLong('The question'),
  'type.unknown': 'Choose what kind of answer it is.',
  'help.long': tooLong('The help'),
  'default.long': tooLong('The answer'),
  'default.unfit': 'This does not fit the kind of answer. Change it, or leave it empty.',
  'options.missing': 'Write the choices, one a line.',
  'options.many': 'At most 50 choices fit. Keep those that matter.',
  'options.long': 'A choice may have 200 characters. Shorten the longest.',
  'variables.many': 'At most 50 questions fit. Nobody fills in more.',
} satisfies Record<string, Problem>

export const words = {
  problems,
  about: 'What members see in the library',
  titleHint: 'What it does, such as “Answer a complaint”.',
  summaryHint: 'One or two sentences: when to use it, and what comes out.',
  text: 'The prompt',
  body: 'Text',
  bodyHint:
    'As you would send it. Where something differs each time, a word in double braces: {{customer}}.',
  variables: 'Questions',
  variablesNote: 'Members’ answers take the place of the words in braces.',
  number: (n: number) => `Question ${n}`,
  label: 'Question',
  labelHint: 'What members are asked.',
  name: 'Word in the text',
  nameHint: 'Without braces, such as customer.',
  type: 'Kind of answer',
  types: {
    text: 'Text',
    long_text: 'Long text',
    number: 'Number',
    date: 'Date',
    choice: 'Choice',
    yes_no: 'Yes or no',
  },
  help: 'Help',
  options: 'Choices',
  optionsHint: 'For a choice only: one a line.',
  default: 'Answer that stands there already',
  defaultHints: {
    text: 'Members can change it.',
    long_text: 'Members can change it.',
    number: 'A number, such as 3 or 2.5.',
    date: 'A day, such as 2026-03-31.',
    choice: 'One of the choices, word for word.',
    yes_no: 'yes or no.',
  },
  required: 'It must be answered',
  mayBeEmpty: 'It may be left empty',
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove',
  add: 'Add a question',
  fill: 'Add questions for the words in braces',
  previewTitle: 'The prompt’s name',
  previewLabel: 'A question',
  previewBody: 'Its text',
}
