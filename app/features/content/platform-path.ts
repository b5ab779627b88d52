import { deskPath, type Kind, PATHS } from './kinds'

/** Where super admins look after what is the platform's. */
export const PLATFORM_DESK = '/admin/content'

/** Where they change its items of a kind. */
export const platformPath = (kind: Kind) => `${PLATFORM_DESK}/${PATHS[kind]}`

/** Where the items of a kind are changed. @param community null: the platform */
export const editorPath = (community: string | null, kind: Kind) =>
  community === null ? platformPath(kind) : deskPath(community, kind)

/** Where an item's files are. @param community null: the platform */
export const filesPath = (community: string | null, item: string) =>
  community === null ? `${PLATFORM_DESK}/files/${item}` : `/c/${community}/admin/files/${item}`
