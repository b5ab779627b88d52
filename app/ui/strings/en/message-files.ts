import { size } from './attachments'

/** Attaching files and pictures to the next message of a conversation. */
export const words = {
  title: 'Attach files',
  lede: (title: string) =>
    `To your next message in the conversation “${title}”. Whoever may read the conversation can open them.`,
  waiting: (n: number) =>
    n === 0
      ? 'Nothing is attached yet'
      : n === 1
        ? 'One file is attached'
        : `${n} files are attached`,
  size,
  remove: 'Remove',
  choose: 'Choose a file',
  hint: 'Text, Markdown, code, PDF or Word, up to 5 MB. The model that answers here takes no pictures.',
  hintPictures:
    'A picture (PNG, JPEG, WebP or GIF), text, Markdown, code, PDF or Word, up to 5 MB.',
  attach: 'Attach',
  /** Of a file that was held, by how it stands. */
  held: {
    waiting: 'Held: it goes with no message until a coach lets it through.',
    refused: 'Not taken: it goes with no message.',
    released: 'A coach let it through. It goes with your next message.',
    kept: 'A coach looked, and keeps it held. It goes with no message.',
  },
  heldWay: 'Why, and what you can do',
  write: 'Write the message',
  back: 'Back to the conversation',
  rule: 'A message takes three files along. With each of your questions the agent gets the text of the ten newest documents, as something to work with and never as orders, and the three newest pictures. Documents together take at most half of what its model takes with a question, and 60,000 characters: of one that is longer than its share the agent gets the beginning. How much it got of each stands under its answers. What is not sent within a day is removed; what is held stays until you remove it, and a week once it is let through.',
  wrong: {
    'file.missing': 'Choose a file first.',
    'file.empty': 'This file is empty. Choose another one.',
    'file.too-large': 'This file is too large. Choose one of at most 5 MB.',
    'file.type':
      'What is inside this file is not of a kind that can be attached, whatever its name says. Choose a text, a PDF, a Word file or a picture.',
    'file.no-pictures':
      'The model that answers here takes no pictures. Attach a text or a document instead.',
    'file.enough':
      'Three files are attached, which is as many as a message takes. Remove one to attach another.',
    'file.held':
      'There is a word in this file or in its name that your community looks at first. It is kept and goes with no message; where you attach files you see what you can do.',
    'file.unlooked':
      'In your community each message is looked at before it is answered. Files can’t be looked at that way, so none goes along: write in the message what matters of them.',
    'file.off': 'Files are not set up here. Ask whoever runs AI GYM.',
    'source.no-text':
      'There is no text in this file. Pages that were scanned are pictures: attach them as PNG or JPEG.',
    'source.locked': 'This PDF wants a password. Save it without one, and choose it again.',
    'source.pages': 'This PDF has more than 300 pages. Choose a part of it.',
    'source.long':
      'This file has more text than can be read, 400,000 characters. Choose a part of it.',
    'source.unpacked': 'This file unpacks to more than can be read here. Choose another one.',
    'source.broken': 'This file is damaged and can’t be read. Save it anew, and choose it again.',
    'community.storage-full':
      'Your community has stored as much as it may. Ask your coaches, or whoever runs AI GYM.',
    unexpected: 'That did not work. Choose the file again.',
  },
}
