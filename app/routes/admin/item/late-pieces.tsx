import { late } from '~/ui/late'
import * as manage from './item-manage'
import * as notices from './item-notices'

/** Pieces of an item's page that few see, or that nobody needs at once. */
const server = import.meta.env.SSR
const load = () => import('./item-notices')

export const Obstacle = late(server ? notices.Obstacle : null, () => load().then((m) => m.Obstacle))
export const Deleted = late(server ? notices.Deleted : null, () => load().then((m) => m.Deleted))
export const StaleNotice = late(server ? notices.StaleNotice : null, () =>
  load().then((m) => m.StaleNotice),
)
export const OldVersionNotice = late(server ? notices.OldVersionNotice : null, () =>
  load().then((m) => m.OldVersionNotice),
)
export const Manage = late(server ? manage.Manage : null, () =>
  import('./item-manage').then((m) => m.Manage),
)
export const State = late(server ? manage.State : null, () =>
  import('./item-manage').then((m) => m.State),
)
export const Ways = late(server ? manage.Ways : null, () =>
  import('./item-manage').then((m) => m.Ways),
)
