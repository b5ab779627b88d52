/** What is a document's own in the form in which coaches write one. */
import { type Problem, tooLong } from './content-form'

/** Keyed by the code that the form's schema gives. */
const problems = {
  'body.missing': 'Write the text of the document. It can be short.',
  'body.long': tooLong('The text'),
  'source.missing': 'Choose a file first. What you wrote is still here.',
  'source.empty': 'This file is empty. Choose another one.',
  'source.large': 'This file is too large to be read. Files up to 5 MB are.',
  'source.type':
    'What is inside this file is no Markdown, text (in UTF-8), HTML, PDF or Word (.docx), whatever its name says. Choose another file.',
  'source.no-text':
    'There is no text in this file. It may hold pictures of pages: have their text recognised first.',
  'source.locked': 'This PDF wants a password. Save it without one, and choose it again.',
  'source.pages': 'This PDF has more than 300 pages. Choose a part of it.',
  'source.long':
    'There is more text in this file than four documents may hold. Choose a part of it.',
  'source.unpacked': 'This file unpacks to more than can be read here. Choose another one.',
  'source.broken': 'This file is damaged and can’t be read. Save it anew, and choose it again.',
} satisfies Record<string, Problem>

export const words = {
  problems,
  about: 'What members see in the library',
  titleHint: 'What it is about, such as “How we answer complaints”.',
  summaryHint: 'One or two sentences: what one learns, and for whom it is.',
  text: 'The document',
  source: 'Bring in a file',
  sourceHint:
    'Markdown, text, HTML, PDF or Word (.docx), up to 5 MB. Its text is added below what is there, and nothing is saved yet.',
  bringIn: 'Read the file',
  broughtIn: 'The file was read, and nothing is saved yet. Look its text over, then save.',
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
