import { size } from './attachments'

/** The files of an item: its cover, what is attached to it, and how they are uploaded. */
export const words = {
  title: (item: string) => `Files of “${item}”`,
  lede: 'What is added or removed here holds at once, and members of a published item see it.',
  back: 'Back to the form',
  size,
  upload: 'Upload',
  add: 'Add',
  remove: 'Remove',
  removeNamed: (name: string) => `Remove ${name}`,
  stop: 'Stop',
  goOn: 'Go on',
  sections: {
    cover: {
      title: 'Cover picture',
      none: 'There is no cover yet.',
      label: 'Choose a picture',
      hint: 'PNG, JPEG, WebP, GIF or AVIF, up to 10 MB. Wide ones look best.',
    },
    attachment: {
      title: 'Attachments',
      none: 'Nothing is attached yet.',
      label: 'Choose a file',
      hint: 'PDF, Office, text, pictures, sound, video or zip, up to 100 MB.',
    },
  },
  progress: (done: number, all: number) => `${size(done)} of ${size(all)} are there`,
  finishing: 'All is there. It is being looked through.',
  added: (name: string) => `${name} is added.`,
  interrupted: 'The connection broke. What is there stays: go on when you are back.',
  problems: {
    'file.missing': 'Choose a file first.',
    'file.empty': 'This file is empty. Choose another one.',
    'file.too-large': 'This file is too large. Choose a smaller one.',
    'file.type': 'What is inside this file is not of a kind that can be used here.',
    'file.off': 'This installation has no place for files yet. Ask whoever runs it.',
    'community.storage-full':
      'Your community has stored as much as it may. Remove files that are not needed, or ask whoever runs the platform.',
    'upload.not-found': 'This upload was given up. Choose the file again.',
    'upload.incomplete': 'Something is missing of this upload. Choose the file again.',
    'upload.part': 'This is not the file that was begun. Choose the file again.',
    'not-found': 'What this file belongs to is not there any more.',
    'not-allowed': 'You may not add files here.',
    'session-ended': 'You are signed out. Sign in again, and the upload goes on where it stopped.',
    unexpected: 'That did not work. Try it again; what is there already stays.',
  },
}
