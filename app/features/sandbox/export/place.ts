import type { sourcesWords } from '~/ui/strings/sources'
import type { talkOptionsWords } from '~/ui/strings/talk-options'

/** Where an export is made, and in which language. */
export interface ExportPlace {
  words: (typeof talkOptionsWords)['english']['exported']
  /** Says of an answer how many messages it was made without. */
  leftOut: (typeof sourcesWords)['english']['leftOut']
  /** Tag and direction of the language. */
  language: { tag: string; dir: string }
  /** The site, without a slash at its end. */
  origin: string
  /** Of the page's own styles. */
  nonce: string
}
