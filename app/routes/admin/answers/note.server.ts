import { data } from '@remix-run/cloudflare'
import { LONGEST_REASON } from '~/features/sandbox/conversation/conversation'

/** What a form is answered whose note can't be kept. */
export interface NoteReply {
  note: string
  problem: 'note.too-long' | 'note.null'
}

/** What a coach adds where they settle something; or what the form is answered instead. */
export function readNote(sent = '') {
  const note = sent.replaceAll('\r\n', '\n').trim()
  const refuse = (problem: NoteReply['problem']) => ({
    refused: data<NoteReply>({ note: sent.replaceAll('\0', ''), problem }, { status: 422 }),
  })
  if (note.includes('\0')) return refuse('note.null')
  if ([...note].length > LONGEST_REASON) return refuse('note.too-long')
  return { note }
}
