import type { Row } from '~/data/tables'

export type Kind = Row<'content_items'>['kind']

/** Each kind's word in addresses. */
export const PATHS = {
  agent: 'agents',
  video: 'videos',
  document: 'documents',
  prompt: 'prompts',
  automation: 'automations',
} as const satisfies Record<Kind, string>

/** The kinds that have pages, in the order in which they are offered: menus name no others. */
export const OFFERED = [
  'agent',
  'video',
  'document',
  'prompt',
  'automation',
] as const satisfies readonly Kind[]
export type OfferedKind = (typeof OFFERED)[number]

/** The kind of a community's page, by the word in its address; undefined where it names none. */
export const kindOfAddress = (address: string) => kindOfPath(new URL(address).pathname)

/** The same of a path. */
export function kindOfPath(path: string): OfferedKind | undefined {
  const [, , , room, below] = path.replace(/\.data$/, '').split('/')
  const word = room === 'admin' ? below : room
  return OFFERED.find((kind) => PATHS[kind] === word)
}

/** Where members find the items of a kind. */
export const libraryPath = (community: string, kind: Kind) => `/c/${community}/${PATHS[kind]}`

/** Where coaches look after the items of a kind. */
export const deskPath = (community: string, kind: Kind) => `/c/${community}/admin/${PATHS[kind]}`
