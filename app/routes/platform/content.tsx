import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { isPlatformAdmin } from '~/features/communities/my-communities.server'
import { OFFERED } from '~/features/content/kinds'
import { findPlatformItems } from '~/features/content/platform-items.server'
import { PLATFORM_DESK, platformPath } from '~/features/content/platform-path'
import { AppError } from '~/platform/errors'
import { StatusBadge } from '~/ui/atoms/badge'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { Table } from '~/ui/molecules/table'
import { dayOf, momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { contentDeskWords } from '~/ui/strings/content-desk'
import { platformContentWords } from '~/ui/strings/platform-content'
import { CommunityPage } from '~/ui/templates/pages'
import { actOnMany } from '../admin/desk/desk-many.server'
import { ManyForm, ManyOutcome, Tick } from '../admin/desk/desk-tick'
import type { ManyReply } from '../admin/desk/many-reply'
import { Links } from '../admin/links'
import { useSettledReply } from '../admin/settled'
import { forPeople } from '../guard.server'
import { listPath } from '../list-path'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { usePlatformRooms } from './rooms'

export { reloadAfterConflict as shouldRevalidate } from '../admin/settled'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, platformContentWords).title)

const HERE = PLATFORM_DESK

export const loader = forPeople(async ({ request, context: { db, language }, actor }) => {
  const query = new URL(request.url).searchParams
  const gone = query.get('show') === 'deleted'
  const [admin, page] = await Promise.all([
    isPlatformAdmin(db, actor),
    findPlatformItems(db, { gone, asked: readAsked(query) }),
  ])
  if (!admin) throw new AppError('not-allowed', 403)
  const common = wordsIn(language.tag, commonWords)
  const now = Date.now()
  const items = page.items.map(({ changedAt, deletedAt, goneAt, ...item }) => ({
    ...item,
    moment: momentOf(deletedAt ?? changedAt, now, common),
    goes: goneAt && dayOf(goneAt, common),
  }))
  return { gone, items, newer: page.newer, older: page.older }
})

/** Does something with all items that are ticked. */
export const action = forPeople(async ({ request, context: { db, jar }, actor }) => {
  const form = await request.formData().catch(() => null)
  if (!form) throw new AppError('invalid', 422)
  const here = HERE + new URL(request.url).search
  return actOnMany({ db, jar, actor, community: null, form, here })
})

export default function PlatformContent() {
  const { gone, items, newer, older } = useLoaderData<typeof loader>()
  const reply = useSettledReply<typeof action>() as ManyReply | undefined
  const words = useWords(platformContentWords)
  const desk = useWords(contentDeskWords)
  const given = ({ toAll, toSome }: (typeof items)[number]) =>
    toAll ? words.toAll : toSome > 0 ? words.toSome(toSome) : words.toNobody
  const goes = {
    label: desk.columns.goes,
    cell: ({ goes }: (typeof items)[number]) => goes && <Time {...goes} />,
  }
  const pathOf = (query: Record<string, string | null>) =>
    listPath(HERE, { show: gone ? 'deleted' : null, ...query })
  return (
    <SiteFrame nav={usePlatformRooms('content')}>
      <CommunityPage
        title={words.title}
        lede={words.lede}
        flash={reply ? <ManyOutcome reply={reply} /> : <PageFlash />}
      >
        <nav aria-label={words.make} className="mb-4">
          <p className="label">{words.make}</p>
          <ul className="flex flex-wrap gap-x-6 gap-y-2">
            {OFFERED.map((kind) => (
              <li key={kind}>
                <Link href={`${platformPath(kind)}/new`}>{desk.kinds[kind]}</Link>
              </li>
            ))}
          </ul>
        </nav>
        <p className="mb-4">{words.how}</p>
        <Links
          label={words.filterLabel}
          items={[
            { href: HERE, label: words.living, current: !gone },
            { href: `${HERE}?show=deleted`, label: words.gone, current: gone },
          ]}
        />
        {items.length === 0 ? (
          <EmptyState
            title={gone ? words.noneGone : words.none}
            action={
              <ButtonLink variant="primary" href={gone ? HERE : '/communities'}>
                {gone ? words.living : words.noneWay}
              </ButtonLink>
            }
          >
            {gone ? words.noneGoneText : words.how}
          </EmptyState>
        ) : (
          <div className="mt-4">
            <Table
              caption={words.caption}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                {
                  label: desk.columns.name,
                  cell: ({ id, version, title }) => (
                    <span className="flex items-start gap-3">
                      <Tick {...{ id, version, title }} reply={reply} />
                      <Link href={`${HERE}/${id}`} dir="auto">
                        {title}
                      </Link>
                    </span>
                  ),
                },
                { label: desk.columns.kind, cell: ({ kind }) => desk.kinds[kind] },
                {
                  label: gone ? desk.columns.was : desk.columns.status,
                  cell: ({ status }) => <StatusBadge status={status} />,
                },
                { label: words.given, cell: given },
                {
                  label: gone ? desk.columns.deleted : desk.columns.changed,
                  cell: ({ moment }) => <Time {...moment} />,
                },
                ...(gone ? [goes] : []),
              ]}
            />
            <ManyForm gone={gone} targets={[]} reply={reply} />
            <Pager newer={newer && pathOf({ newer })} older={older && pathOf({ older })} />
          </div>
        )}
      </CommunityPage>
    </SiteFrame>
  )
}
