/** What is a document's own in the form in which coaches write one. */
import { type Problem, tooLong } from './content-form'

/** Keyed by the code that the form's schema gives. */
const problems = {
  'body.missing': 'Write the text of the document. It can be short.',
  'body.long': tooLong('The text'),
} satisfies Record<string, Problem>

export const words = {
  problems,
  about: 'What members see in the library',
  titleHint: 'What it is about, such as “How we answer complaints”.',
  summaryHint: 'One or two sentences: what one learns, and for whom it is.',
  text: 'The document',
  body: 'Text',
  bodyHint: 'In Markdown. Headings make the table of contents.',
  help: 'How to write headings, lists and links',
  helpLines: [
    ['## Heading', 'begins a section; ### begins a part of one'],
    ['**bold**', 'what matters; *once* for a lighter touch'],
    ['- item', 'a list; 1. in front makes it a numbered one'],
    ['[words](https://…)', 'a link'],
    ['> quote', 'somebody else’s words'],
    ['| a | b |', 'a table, with | - | - | below its head'],
  ],
  previewTitle: 'The document’s name',
  previewBody: 'Its text',
}
