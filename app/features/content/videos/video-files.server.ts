import type { ObjectStorage } from '~/platform/storage/object-storage'
import type { LinkedItemFile } from '../files/item-files.server'
import { sourceOf, sourceOfFile, type VideoSource } from './source'

/** Captions as the browser's player takes them. */
export interface Track {
  label: string
  href: string
}

/** What a video's page plays and shows. */
export interface VideoMedia {
  /** A file that was uploaded goes before an address: it plays without asking anybody else. */
  source: VideoSource | null
  /** The picture that stands where it will play. */
  poster: string | null
  tracks: Track[]
}

const isCaptions = ({ purpose }: LinkedItemFile) => purpose === 'captions'

/** From a video's address and its files. */
export function mediaOf(address: string, files: readonly LinkedItemFile[]): VideoMedia {
  const of = (purpose: string) => files.find((file) => file.purpose === purpose)
  const film = of('video')
  return {
    source: film ? sourceOfFile(film) : sourceOf(address),
    poster: (of('poster') ?? of('cover'))?.href ?? null,
    tracks: files.filter(isCaptions).map(({ name, href }) => ({
      label: name.replace(/\.vtt$/i, ''),
      href,
    })),
  }
}

/** Bytes of captions that are read as a transcript: hours of talk, and no more. */
export const MOST_READ = 300_000

/** What the first captions of a video say; empty where it has none. */
export async function captionsText(
  storage: ObjectStorage | undefined,
  files: readonly LinkedItemFile[],
): Promise<string> {
  const first = files.find(isCaptions)
  if (!storage || !first || first.bytes > MOST_READ) return ''
  const stream = await storage.get(first.id)
  return stream ? plainLines(await new Response(stream).text()) : ''
}

/** Captions as our reader takes them: without a byte order mark, and one kind of line ends. */
export const plainLines = (text: string) => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
