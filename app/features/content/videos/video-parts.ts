import { wordsIn } from '~/ui/strings/catalogue'
import { videoFormWords } from '~/ui/strings/video-form'
import type { Part } from '../item'
import type { VideoFields } from './video'

/** What a video adds to an item, part by part. */
export function videoParts(
  { address, length, chapters, transcript }: VideoFields,
  language: string,
): Part[] {
  const words = wordsIn(language, videoFormWords)
  return [
    [words.address, address],
    [words.length, length],
    [words.chapters, chapters.map(({ at, title }) => `${at} ${title}`).join('\n')],
    [words.transcript, transcript],
  ]
}
