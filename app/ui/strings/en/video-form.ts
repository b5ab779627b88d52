/** What is a video's own in the form in which coaches make one. */
import { type About, type Problem, tooLong } from './content-form'

const inLine =
  (text: string) =>
  ({ what }: About) =>
    what ? `Line ${what}: ${text}` : text

/** Keyed by the code that the form's schema gives. */
const problems = {
  'address.missing':
    'Members need something to watch. Give the address of the video, or save a draft and upload the video under “Files”.',
  'address.long': tooLong('The address'),
  'address.insecure':
    'An address that begins with http:// can’t play here. Use the one with https://.',
  'address.unknown':
    'This is no video that can play here. Give a page of YouTube or Vimeo, or a file whose address begins with https:// and ends in .mp4 or .webm.',
  'length.form': 'Write minutes and seconds, such as 12:30, or 1:02:30 with hours.',
  'chapters.many': 'At most 100 chapters fit. Keep those that members look for.',
  'at.missing': 'Say when the chapter begins, such as 4:12.',
  'at.form':
    'Write the time from the start of the video, such as 4:12 or 1:02:30. Nothing begins before 0:00.',
  'at.after-end': 'The video has ended by then. Change this time, or the length of the video.',
  'at.taken': 'Another chapter begins at this time. Change one of them.',
  'chapter.missing': 'Give the chapter a name.',
  'chapter.long': tooLong('The chapter’s name'),
  'transcript.long': tooLong('The transcript'),
  'captions.head': inLine(
    'This looks like captions. Captions begin with WEBVTT in a line of its own, and have points, not commas, in their times.',
  ),
  'captions.none': 'These captions hold no words. Below WEBVTT stand the times and what is said.',
  'captions.untimed': inLine(
    'There is no time above these words. Write it like 00:01:05.000 --> 00:01:08.500.',
  ),
  'captions.times': inLine('This time can’t be read. Write it like 00:01:05.000 --> 00:01:08.500.'),
  'captions.end': inLine('These words end before they begin. Change one of the two times.'),
  'captions.order': inLine(
    'These words begin before the ones above them. Put them in the order in which they are said.',
  ),
  'captions.after-end': inLine('The video has ended by then. Change this time, or the length.'),
} satisfies Record<string, Problem>

export const words = {
  problems,
  about: 'What members see in the library',
  titleHint: 'What one learns from it, such as “Ask a better question”.',
  summaryHint: 'One or two sentences: what it shows, and for whom.',
  video: 'The video',
  address: 'Address',
  addressHint:
    'A page of YouTube or Vimeo, or a file that ends in .mp4 or .webm. Leave it empty for a video that you upload: save a draft first, then choose “Files” below.',
  length: 'Length',
  lengthHint: 'Minutes and seconds, such as 12:30. Members see it before they begin.',
  chapters: 'Chapters',
  chaptersNote: 'Members jump to them. They are put in order when you save.',
  chapterNumber: (n: number) => `Chapter ${n}`,
  chapterStart: 'Begins at',
  chapterTitle: 'Name of the chapter',
  addChapter: 'Add a chapter',
  remove: 'Remove',
  said: 'What is said',
  transcript: 'Captions or transcript',
  transcriptHint:
    'Captions (WebVTT) are shown in the video, and below it as a text to search. Plain text works as well.',
  help: 'How to write it',
  helpCaptions:
    'Captions begin with WEBVTT. Then, with an empty line between: from when to when, and what is said.',
  sampleCaptions:
    'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nHello, and welcome.\n\n00:00:04.500 --> 00:00:08.000\nToday we ask better questions.',
  helpPlain: 'In plain text, a line that begins with a time, such as 4:12, leads to that second.',
  previewTitle: 'The video’s name',
  previewFrom: (name: string) => `from ${name}`,
  previewNone: 'Its length, and where it comes from',
}
