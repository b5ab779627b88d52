import { size } from './attachments'

/** The files of an item: its cover, what is attached to it, and how they are uploaded. */
export const words = {
  title: (item: string) => `Files of “${item}”`,
  lede: 'What is added or removed here holds at once, and members of a published item see it.',
  /** Where a second coach looks at what its author changes, by what the item is now. */
  reviewed: {
    published:
      'Members have this now. Add or remove a file, and it waits for another coach to look at it: until then, members don’t see it.',
    in_review:
      'This waits for another coach to look at it, and so do its files. Members see it once that coach has published it.',
  },
  back: 'Back to the form',
  size,
  upload: 'Upload',
  add: 'Add',
  remove: 'Remove',
  removeNamed: (name: string) => `Remove ${name}`,
  stop: 'Stop',
  goOn: 'Go on',
  sections: {
    video: {
      title: 'Video file',
      none: 'There is no video file yet. A file here goes before an address in the form.',
      label: 'Choose a video',
      hint: 'MP4 or WebM, up to 1 GB. It plays from here, without any other site.',
    },
    captions: {
      title: 'Captions',
      none: 'There are no captions as a file yet.',
      label: 'Choose captions',
      hint: 'WebVTT (.vtt), up to 2 MB, a file for each language. Members see its name, so call it “English.vtt”.',
    },
    poster: {
      title: 'Picture before it plays',
      none: 'There is none yet. The cover stands in its place.',
      label: 'Choose a picture',
      hint: 'PNG, JPEG, WebP, GIF or AVIF, up to 10 MB, in the shape of the video.',
    },
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
  /** What was chosen is something else than its name says, or than is wanted. */
  wrongType: {
    cover: 'This is no picture that can be used here. Choose a PNG, JPEG, WebP, GIF or AVIF.',
    poster: 'This is no picture that can be used here. Choose a PNG, JPEG, WebP, GIF or AVIF.',
    video: 'This is no MP4 and no WebM video, whatever its name says. Choose another file.',
    captions: 'These are no captions. A WebVTT file begins with the word WEBVTT.',
    attachment: 'What is inside this file is not of a kind that can be used here.',
  },
  inLine: (line: string, text: string) => `Line ${line}: ${text}`,
  problems: {
    'file.missing': 'Choose a file first.',
    'file.empty': 'This file is empty. Choose another one.',
    'file.purpose':
      'An item of this kind has no place for such a file. Nothing was kept. Files of many kinds can be attached here.',
    'file.too-large': 'This file is too large. Choose a smaller one.',
    'file.captions.none':
      'These captions hold no words. Below WEBVTT stand times and what is said.',
    'file.captions.untimed':
      'There is no time above these words. It looks like 00:01:05.000 --> 00:01:08.500.',
    'file.captions.times': 'This time can’t be read. It looks like 00:01:05.000 --> 00:01:08.500.',
    'file.captions.end': 'These words end before they begin. Change one of the two times.',
    'file.captions.order':
      'These words begin before the ones above them. Put them in the order in which they are said.',
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
