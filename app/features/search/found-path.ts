import type { FoundItem, FoundTalk } from './found'

const places = {
  agent: 'agents',
  video: 'videos',
  document: 'documents',
  prompt: 'prompts',
  automation: 'automations',
} as const

/** Where an item is read, at the place that was found; what is not published, where it is written. */
export function itemPath(
  community: string,
  { id, kind, status, heading, second, passage }: FoundItem,
): string {
  const base = `/c/${community}`
  if (status !== 'published') return `${base}/admin/${places[kind]}/${id}`
  const path = `${base}/${places[kind]}/${id}`
  if (kind === 'video' && second !== null) return `${path}?t=${Math.floor(second)}`
  // A heading's id is its words; where the text changed since, the page opens at its top.
  if (kind === 'document' && heading && passage) return `${path}#${sectionOf(heading)}`
  return path
}

/** A conversation, at the message that was found, on whatever branch it is. */
export function talkPath(
  community: string,
  { id, message }: Pick<FoundTalk, 'id' | 'message'>,
): string {
  const path = `/c/${community}/sandbox/${id}`
  if (!message) return path
  return `${path}?at=${message}#m-${message}`
}

/** The id that a document's page gives to a heading. */
function sectionOf(heading: string): string {
  const word = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return `section-${word.slice(0, 80)}`
}
