import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { readAsked } from '~/data/paging'
import {
  type Community,
  findCommunity,
  requireCoach,
} from '~/features/communities/find-community.server'
import { listMine, type MyCommunity } from '~/features/communities/my-communities.server'
import { DESK_FILTERS, type DeskFilter } from '~/features/content/desk/desk-filter'
import { type DeskItem, findDesk, findWaiting } from '~/features/content/desk/find-desk.server'
import { deskPath, kindOfAddress, OFFERED, type OfferedKind } from '~/features/content/kinds'
import { readSearch } from '~/features/content/library/search-words.server'
import type { Person } from '~/platform/auth/actor'
import { dayOf, momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { contentManyWords } from '~/ui/strings/content-many'
import { contentMovesWords } from '~/ui/strings/content-moves'
import { PLATFORM } from './desk-many.server'

/** The list of a kind, or over all of them: the word in the address says which. */
export async function loadDesk({
  request,
  context: { db, language },
  actor,
  params,
}: LoaderFunctionArgs & { actor: Person }) {
  const slug = params.community ?? ''
  const kind = kindOfAddress(request.url) ?? null
  const query = new URL(request.url).searchParams
  const search = readSearch(query.get('q'))
  const shown = query.get('show')
  const filter: DeskFilter = DESK_FILTERS.find((each) => each === shown) ?? 'all'
  const asked = readAsked(query)
  const onTop = kind === null && filter === 'all' && search === '' && asked.from === null
  const [community, desk, mine, waiting] = await Promise.all([
    findCommunity(db, actor, slug),
    findDesk(db, { community: slug, kind, filter, search, asked }),
    listMine(db, actor),
    onTop ? findWaiting(db, slug) : null,
  ])
  requireCoach(community)
  const now = Date.now()
  const common = wordsIn(language.tag, commonWords)
  const { plan, limited: marked } = wordsIn(language.tag, contentMovesWords)
  const rowOf = ({
    changedAt,
    deletedAt,
    goneAt,
    publishAt,
    timeZone,
    limited,
    kind,
    ...item
  }: DeskItem) => ({
    ...item,
    kind,
    href: offered(kind) && `${deskPath(slug, kind)}/${item.id}`,
    moment: momentOf(deletedAt ?? changedAt, now, common),
    goes: goneAt && dayOf(goneAt, common),
    notes: [
      ...(publishAt ? [plan.short(new Date(publishAt), timeZone)] : []),
      ...(limited ? [marked] : []),
    ],
  })
  return {
    slug,
    kind,
    search,
    filter,
    counts: desk.counts,
    targets: copyTargets(community, mine, wordsIn(language.tag, contentManyWords).platform),
    newer: desk.items.newer,
    older: desk.items.older,
    items: desk.items.items.map(rowOf),
    waiting: waiting && {
      more: waiting.more,
      items: waiting.items.map((item) =>
        rowOf({ ...item, status: 'in_review', version: 0, deletedAt: null, goneAt: null }),
      ),
    },
  }
}

export type DeskRow = Awaited<ReturnType<typeof loadDesk>>['items'][number]

/** Where copies of a community's items can go: what else the person coaches, and the platform. */
function copyTargets(here: Community, mine: MyCommunity[], platform: string) {
  const others = mine
    .filter(({ slug, role }) => role === 'community_admin' && slug !== here.slug)
    .map(({ slug, name }) => ({ value: slug, label: name }))
  return here.isPlatformAdmin ? [{ value: PLATFORM, label: platform }, ...others] : others
}

/** A kind that has no pages yet is listed, and leads nowhere. */
const offered = (kind: DeskItem['kind']): kind is OfferedKind =>
  (OFFERED as readonly string[]).includes(kind)
