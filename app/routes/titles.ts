import { stringsFor } from '~/ui/strings'
import type { CommunityFrame } from './community/frame'

/** A page's title: what it is, then where it is, then the product, the narrowest first. */
export function pageTitle(...parts: (string | null | undefined)[]): { title: string }[] {
  const { productName } = stringsFor(undefined).common
  return [{ title: [...parts.filter(Boolean), productName].join(' · ') }]
}

/** The title of a page of a community, from a `meta` function's `matches`. */
export function communityTitle(
  title: string,
  matches: readonly { id: string; data?: unknown }[],
): { title: string }[] {
  const frame = matches.find(({ id }) => id === 'routes/community/layout')?.data as
    | CommunityFrame
    | undefined
  return pageTitle(title, frame?.community.name)
}
