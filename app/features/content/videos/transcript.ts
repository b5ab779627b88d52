import { parseTime } from './time'

/** Something that is said in a video, and from which second on, where that is known. */
export interface Line {
  at: number | null
  text: string
}

/** What is wrong with captions, and in which line of the text. */
export interface CaptionsProblem {
  code: string
  line: number
}

interface Cue extends Line {
  at: number
  until: number
}

/** Captions are WebVTT, which says so in its first word; anything else is read as plain text. */
export const isCaptions = (text: string) => /^WEBVTT(?=[\s]|$)/.test(text)

const STAMP = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})`
const TIMES = new RegExp(String.raw`^${STAMP}[ \t]+-->[ \t]+${STAMP}(?:[ \t].*)?$`)

const seconds = (
  hours: string | undefined,
  minutes: string | undefined,
  rest: string | undefined,
) => Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest)

const SIGNS: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '\u200e',
  '&rlm;': '\u200f',
}

/** What a cue says, without its marks; who says it stands before it. */
const spoken = (payload: string[]) =>
  payload
    .join(' ')
    .replace(/<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>/g, '$1: ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (sign) => SIGNS[sign] ?? sign)
    .replace(/\s+/g, ' ')
    .trim()

/** Reads WebVTT up to the first thing that is wrong with it. */
export function readCaptions(text: string): { cues: Cue[]; problem: CaptionsProblem | null } {
  const lines = text.split('\n')
  const cues: Cue[] = []
  const wrong = (code: string, at: number) => ({ cues, problem: { code, line: at + 1 } })
  let at = 0
  const blank = () => (lines[at] ?? '').trim() === ''
  // The head goes on to the first empty line.
  while (at < lines.length && !blank()) at += 1
  for (;;) {
    while (at < lines.length && blank()) at += 1
    if (at >= lines.length) break
    const begin = at
    const block: string[] = []
    while (at < lines.length && !blank()) {
      block.push(lines[at] ?? '')
      at += 1
    }
    if (/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(block[0] ?? '')) continue
    // A cue may have a name above its times.
    const timed = block.findIndex((line) => line.includes('-->'))
    if (timed < 0 || timed > 1) return wrong('captions.untimed', begin)
    const times = TIMES.exec((block[timed] ?? '').trim())
    if (!times) return wrong('captions.times', begin + timed)
    const starts = seconds(times[1], times[2], times[3])
    const until = seconds(times[4], times[5], times[6])
    if (until <= starts) return wrong('captions.end', begin + timed)
    if (starts < (cues.at(-1)?.at ?? 0)) return wrong('captions.order', begin + timed)
    cues.push({ at: starts, until, text: spoken(block.slice(timed + 1)) })
  }
  return cues.length === 0 ? wrong('captions.none', 0) : { cues, problem: null }
}

/**
 * What is wrong with captions; null when nothing is, or when the text is none.
 *
 * @param length of the video in seconds, where it is known
 */
export function captionsProblem(text: string, length: number | null): CaptionsProblem | null {
  if (!isCaptions(text)) {
    const arrow = text.split('\n').findIndex((line) => /^\s*[\d:.,]+\s*-->/.test(line))
    return arrow < 0 ? null : { code: 'captions.head', line: arrow + 1 }
  }
  const { cues, problem } = readCaptions(text)
  if (problem) return problem
  const last = cues.at(-1)
  if (length === null || !last || last.at <= length) return null
  const line = text.slice(0, text.lastIndexOf('-->')).split('\n').length
  return { code: 'captions.after-end', line }
}

/** A time at the start of a line of plain text: `4:12 Now you`, `[4:12] Now you`. */
const STARTS = /^[[(]?(\d{1,3}(?::\d{2}){1,2})[\])]?(?:\s*[-–—:]\s+|\s+|$)(.*)$/

/** What is said in a video, from its captions or from plain text, a line each. */
export function linesOf(transcript: string): Line[] {
  if (isCaptions(transcript)) {
    return readCaptions(transcript).cues.flatMap(({ at, text }) => (text ? [{ at, text }] : []))
  }
  const lines: Line[] = []
  let waiting: number | null = null
  for (const written of transcript.split('\n')) {
    const line = written.trim()
    const [, time = '', rest = ''] = STARTS.exec(line) ?? []
    const at = time ? parseTime(time) : null
    // A time may stand above its line.
    if (at !== null && rest === '') waiting = at
    else if (line !== '') {
      lines.push(at === null ? { at: waiting, text: line } : { at, text: rest })
      waiting = null
    }
  }
  return lines
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()

/** The lines that hold every word of a search, whatever the case and the accents. */
export function findLines(lines: Line[], search: string): Line[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return lines.filter(({ text }) => {
    const line = plain(text)
    return words.every((word) => line.includes(word))
  })
}
