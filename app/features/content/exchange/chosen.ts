import { isUuid } from '~/platform/uuid'
import { type Kind, OFFERED } from '../kinds'
import { EXCHANGE_LIMITS } from './format'

/** What an address asks to take out: `kind=agent&kind=video`, `item=<id>`; none of these: all. */
export function chosenIn(query: URLSearchParams): { kinds: Kind[]; items: string[] } {
  const asked = query.getAll('kind')
  return {
    kinds: OFFERED.filter((kind) => asked.includes(kind)),
    items: [...new Set(query.getAll('item'))].filter(isUuid).slice(0, EXCHANGE_LIMITS.items + 1),
  }
}

/** The page that takes items of a community out, and nothing beside them. */
export const exportPath = (community: string, items: readonly string[]) =>
  `/c/${community}/admin/export?${items.map((item) => `item=${item}`).join('&')}`
