import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Film, films, SLIDE_SECONDS } from './films.ts'
import { coverOf } from './pictures.ts'
import type { Sample, SampleFile } from './sample.ts'

const two = (n: number) => String(n).padStart(2, '0')
const cue = (second: number) => `00:${two(Math.floor(second / 60))}:${two(second % 60)}.000`

const cover = (name: string): SampleFile => ({
  name: `${name}.png`,
  mediaType: 'image/png',
  purpose: 'cover',
  bytes: coverOf(name),
})

/** What is said on each page, as captions. */
const captionsOf = ({ slides }: Film) =>
  [
    'WEBVTT',
    ...slides.map(
      ({ said }, n) => `${cue(n * SLIDE_SECONDS)} --> ${cue((n + 1) * SLIDE_SECONDS)}\n${said}`,
    ),
  ].join('\n\n')

/** One of the films that lie here. */
const film = (each: Film): Sample => {
  const captions = captionsOf(each)
  const bytes = readFileSync(path.join(import.meta.dirname, 'films', `${each.name}.webm`))
  return {
    kind: 'video',
    name: `video ${each.name}`,
    title: `Sample: ${each.title}`,
    summary: `A sample video without sound. ${each.summary}`,
    tags: each.tags,
    own: {
      duration_seconds: each.slides.length * SLIDE_SECONDS,
      transcript: captions,
      chapters: each.slides.map(({ heading }, n) => ({
        starts_at_second: n * SLIDE_SECONDS,
        title: heading.replace(/\s+/g, ' '),
      })),
      captions: [{ language: 'en', label: 'English' }],
    },
    files: [
      cover(each.name),
      { name: `${each.name}.webm`, mediaType: 'video/webm', purpose: 'video', bytes },
      {
        name: `${each.name}.vtt`,
        mediaType: 'text/vtt',
        purpose: 'captions',
        bytes: new TextEncoder().encode(`${captions}\n`),
      },
    ],
  }
}

/** One that plays from elsewhere: films that everybody may show, to practise describing with. */
const elsewhere = (name: string, title: string, summary: string, address: string): Sample => ({
  kind: 'video',
  name: `video ${name}`,
  title: `Sample: ${title}`,
  summary: `A sample video from elsewhere. ${summary}`,
  tags: ['Describing'],
  own: { address, transcript: '' },
  files: [cover(name)],
})

export const videos: Sample[] = [
  ...films.map(film),
  elsewhere(
    'flower',
    'Describe a flower',
    'A few seconds. Describe them to somebody who can’t see them, then let an agent shorten it.',
    'https://interactive-examples.mdn.mozilla.net/media/cc0-videos/flower.webm',
  ),
  elsewhere(
    'sintel-trailer',
    'Sell a film in a sentence',
    'The trailer of Sintel, an open film. Write the line for its poster.',
    'https://media.w3.org/2010/05/sintel/trailer.mp4',
  ),
  elsewhere(
    'bunny-trailer',
    'Tell a story in order',
    'The trailer of Big Buck Bunny, an open film. What happened before it begins?',
    'https://media.w3.org/2010/05/bunny/trailer.mp4',
  ),
  elsewhere(
    'bunny',
    'Who is who',
    'Big Buck Bunny on YouTube. Give each animal a name, and a reason for what it does.',
    'https://www.youtube.com/watch?v=aqz-KE-bpKQ',
  ),
  elsewhere(
    'tears-of-steel',
    'Ask after the end',
    'Tears of Steel on YouTube, an open film. Write the three questions that it leaves open.',
    'https://www.youtube.com/watch?v=R6MlUcmOul8',
  ),
  elsewhere(
    'sintel',
    'Find the turn',
    'Sintel on YouTube, an open film. At which second does the story turn?',
    'https://www.youtube.com/watch?v=eRsGyueVLvQ',
  ),
]
