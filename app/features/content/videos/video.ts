import type { Row } from '~/data/tables'
import { ITEM_LIMITS, type ItemFields } from '../item'

/** The most that each text of a video may hold, in characters as people count them. */
export const LIMITS = {
  ...ITEM_LIMITS,
  address: 2_000,
  transcript: 200_000,
  chapter: 120,
  chapters: 100,
} as const

/** Where a part of a video begins. */
export interface Chapter {
  /** As it is written: `4:12`. */
  at: string
  title: Row<'video_chapters'>['title']
}

/** What a coach decides about a video. */
export interface VideoFields extends ItemFields {
  /** Where it plays from elsewhere; empty while there is none. */
  address: string
  /** How long it is, as it is written: `12:30`; may be empty. */
  length: string
  chapters: Chapter[]
  /** WebVTT, or plain text whose lines may begin with a time. */
  transcript: Row<'videos'>['transcript']
}
