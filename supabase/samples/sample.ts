import { createHash } from 'node:crypto'

export type SampleKind = 'agent' | 'video' | 'document' | 'prompt' | 'automation'

/** A file that a sample brings along. */
export interface SampleFile {
  name: string
  mediaType: string
  purpose: 'cover' | 'attachment' | 'video' | 'captions'
  bytes: Uint8Array
}

/** An item as the samples name it: what stands under its kind is as docs/exports.md has it. */
export interface Sample {
  kind: SampleKind
  /** Its name among the samples: it stays, whatever the title becomes. */
  name: string
  title: string
  summary: string
  tags: string[]
  own: object
  files?: SampleFile[]
}

/** The same id for the same name, at every start and in every installation. */
export function sampleId(name: string): string {
  const hex = createHash('sha256').update(`sample ${name}`).digest('hex')
  return `01936a00-0000-7000-9000-${hex.slice(0, 12)}`
}
