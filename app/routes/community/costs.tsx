import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { type CostLine, findCosts, WINDOWS } from '~/features/money/costs.server'
import { fromMicros } from '~/features/money/micros'
import { Link } from '~/ui/atoms/link'
import { EmptyState } from '~/ui/molecules/card'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { costsWords } from '~/ui/strings/costs'
import { AdminPage } from '~/ui/templates/pages'
import { Links } from '../admin/links'
import { useRooms } from '../admin/rooms'
import { forPeople } from '../guard.server'
import { communityTitle, wordsOf } from '../titles'
import { windowIn } from './cost-window.server'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, costsWords).title)

const shown = ({ name, answers, tokens, cost }: CostLine) => ({
  name,
  answers: answers.toLocaleString('en'),
  tokens: tokens.toLocaleString('en'),
  cost: fromMicros(cost),
})
type Shown = ReturnType<typeof shown>

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const days = windowIn(request)
  const [community, costs] = await Promise.all([
    findCommunity(db, actor, slug),
    findCosts(db, slug, days),
  ])
  requireCoach(community)
  return {
    slug,
    days,
    windows: [...WINDOWS],
    total: shown(costs.total),
    agents: costs.agents.map(shown),
    members: costs.members.map(shown),
    models: costs.models.map(shown),
    byDay: costs.days.map(shown),
  }
})

export default function Costs() {
  const { slug, days, windows, total, agents, members, models, byDay } =
    useLoaderData<typeof loader>()
  const words = useWords(costsWords)
  const here = `/c/${slug}/admin/costs`
  return (
    <AdminPage
      nav={useRooms(slug, 'settings')}
      title={words.title}
      lede={words.lede(total.answers, total.cost, total.tokens)}
      actions={
        <>
          <a className="link" href={`${here}/file?days=${days}`}>
            {words.file}
          </a>
          <Link href={`/c/${slug}/admin/budgets`}>{words.budgets}</Link>
        </>
      }
    >
      <div className="mb-6">
        <Links
          label={words.window}
          items={windows.map((n) => ({
            href: `${here}?days=${n}`,
            label: words.days(n),
            current: n === days,
          }))}
        />
      </div>
      {byDay.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <>
          <Part title={words.byAgent} label={words.agent} lines={agents} gone={words.noAgent} />
          <Part title={words.byMember} label={words.member} lines={members} gone={words.gone} />
          <Part title={words.byModel} label={words.model} lines={models} gone={words.gone} />
          <Part title={words.byDay} label={words.day} lines={byDay} gone="" />
          <p className="hint mt-6">{words.note}</p>
        </>
      )}
    </AdminPage>
  )
}

interface PartProps {
  title: string
  label: string
  lines: Shown[]
  /** What stands for somebody, or something, that is gone. */
  gone: string
}

function Part({ title, label, lines, gone }: PartProps) {
  const words = useWords(costsWords)
  return (
    <section className="section">
      <h2>{title}</h2>
      <Table
        caption={title}
        rows={lines.map((line, at) => ({ ...line, at }))}
        rowKey={({ at }) => String(at)}
        columns={[
          { label, cell: ({ name }) => <bdi>{name ?? gone}</bdi> },
          { label: words.answers, cell: ({ answers }) => answers },
          { label: words.tokens, cell: ({ tokens }) => tokens },
          { label: words.cost, cell: ({ cost }) => cost },
        ]}
      />
    </section>
  )
}
