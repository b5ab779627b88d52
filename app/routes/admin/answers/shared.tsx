import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findCopiesHere, revokeCopyHere } from '~/features/sandbox/sharing/copies-here.server'
import { copiesHerePath } from '~/features/sandbox/sharing/shared'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { Table } from '~/ui/molecules/table'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { copiesHereWords } from '~/ui/strings/copies-here'
import { AdminPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { AnswerViews } from './answer-views'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, copiesHereWords).title)

/** What is shared in a community by link, without what was said. */
export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = readAsked(new URL(request.url).searchParams)
  const [community, { items, newer, older }] = await Promise.all([
    findCommunity(db, actor, slug),
    findCopiesHere(db, slug, asked),
  ])
  requireCoach(community)
  const common = wordsIn(language.tag, commonWords)
  const words = wordsIn(language.tag, copiesHereWords)
  return {
    slug,
    newer,
    older,
    beyond: asked.from !== null,
    isCoach: community.role === 'community_admin',
    copies: items.map(({ audience, allowed, shared, ...copy }) => ({
      ...copy,
      audience: audience === 'public' && !allowed ? words.closed : words.audience[audience],
      moment: momentOf(shared, Date.now(), common),
    })),
  }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const slug = params.community ?? ''
  const { copy = '' } = await readFields(request)
  const [{ role }] = await Promise.all([
    findCommunity(db, actor, slug),
    revokeCopyHere(db, slug, copy),
  ])
  // Of super admins nothing is erased.
  if (role !== 'community_admin') throw new AppError('not-allowed', 403)
  setFlash(jar, 'sandbox.revoked')
  return redirect(copiesHerePath(slug), 303)
})

export default function SharedHere() {
  const { slug, newer, older, copies } = useLoaderData<typeof loader>()
  const words = useWords(copiesHereWords)
  const { Form } = useElements()
  const here = copiesHerePath(slug)
  return (
    <AdminPage
      title={words.title}
      lede={words.lede}
      nav={useRooms(slug, 'answers')}
      flash={<PageFlash />}
    >
      <AnswerViews slug={slug} current="shared" />
      <div className="mt-6">
        {copies.length === 0 ? (
          <Nothing />
        ) : (
          <Table
            caption={words.title}
            rows={copies}
            rowKey={({ id }) => id}
            columns={[
              { label: words.columns.what, cell: ({ title }) => <bdi>{title}</bdi> },
              { label: words.columns.by, cell: ({ by }) => <bdi>{by ?? words.unnamed}</bdi> },
              { label: words.columns.agent, cell: ({ agent }) => <bdi>{agent}</bdi> },
              { label: words.columns.audience, cell: ({ audience }) => audience },
              { label: words.columns.when, cell: ({ moment }) => <Time {...moment} /> },
              {
                label: words.change,
                end: true,
                cell: ({ id, title }) => (
                  <Form method="post" action={here}>
                    <input type="hidden" name="copy" value={id} />
                    <Button small icon="close" aria-label={words.revokeOf(title)}>
                      {words.revoke}
                    </Button>
                  </Form>
                ),
              },
            ]}
          />
        )}
      </div>
      <Pager
        newer={newer && listPath(here, { newer })}
        older={older && listPath(here, { older })}
      />
    </AdminPage>
  )
}

/** An empty list says why. */
function Nothing() {
  const { slug, beyond, isCoach } = useLoaderData<typeof loader>()
  const words = useWords(copiesHereWords)
  const { pager } = useWords(commonWords)
  if (!isCoach) return <EmptyState title={words.coachesTitle}>{words.coachesOnly}</EmptyState>
  if (!beyond) return <EmptyState title={words.noneTitle}>{words.none}</EmptyState>
  return (
    <EmptyState
      title={pager.endTitle}
      action={
        <ButtonLink variant="primary" href={copiesHerePath(slug)}>
          {pager.endWay}
        </ButtonLink>
      }
    >
      {pager.end}
    </EmptyState>
  )
}
