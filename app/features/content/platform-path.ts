import { type Kind, PATHS } from './kinds'

/** Where super admins look after what is the platform's. */
export const PLATFORM_DESK = '/admin/content'

/** Where they change its items of a kind. */
export const platformPath = (kind: Kind) => `${PLATFORM_DESK}/${PATHS[kind]}`
