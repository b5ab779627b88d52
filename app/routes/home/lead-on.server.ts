import { redirect } from '@remix-run/cloudflare'
import {
  isPlatformAdmin,
  listMine,
  type MyCommunity,
} from '~/features/communities/my-communities.server'
import { AppError } from '~/platform/errors'
import { forPeople } from '../guard.server'
import { type Place, placePath } from './place'

/**
 * Where an address without a community leads a person: to the place of the one that they have, or
 * to a choice; super admins to the platform.
 *
 * @throws AppError `not-allowed` (403) for a member at the coaches' rooms
 */
export function leadTo(place: Place, mine: MyCommunity[], platformAdmin: boolean): string {
  if (platformAdmin && (place !== 'sandbox' || mine.length === 0)) return '/admin/dashboard'
  const fitting = place === 'admin' ? mine.filter(({ role }) => role === 'community_admin') : mine
  const [only, second] = fitting
  if (!only && place === 'admin') throw new AppError('not-allowed', 403)
  if (!only) return '/communities'
  if (!second) return placePath(only.slug, place)
  return place === 'dashboard' ? '/communities' : `/communities?to=${place}`
}

/** The loader of an address that only leads on. */
export function leadOn(place: Place) {
  return forPeople(async ({ context: { db }, actor }) => {
    const [mine, platformAdmin] = await Promise.all([
      listMine(db, actor),
      isPlatformAdmin(db, actor),
    ])
    throw redirect(leadTo(place, mine, platformAdmin))
  })
}
