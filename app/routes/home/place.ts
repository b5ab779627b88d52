/** A part of a community that an address without a community may mean. */
export type Place = 'dashboard' | 'sandbox' | 'admin'

/** Where a place of a community is. */
export function placePath(slug: string, place: Place): string {
  return place === 'admin' ? `/c/${slug}/admin/agents` : `/c/${slug}/${place}`
}
