import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { budgetFields } from '~/features/money/budget.schema'
import {
  dropBudget,
  findBudgets,
  setBudget,
  type ToldBudget,
} from '~/features/money/budgets.server'
import { fromMicros } from '~/features/money/micros'
import { limitFields } from '~/features/sandbox/limits/limits.schema'
import { findLimits, setLimits } from '~/features/sandbox/limits/limits.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { budgetsWords } from '~/ui/strings/budgets'
import { wordsIn } from '~/ui/strings/catalogue'
import { AdminPage } from '~/ui/templates/pages'
import { useRooms } from '../admin/rooms'
import { parseFields, readFields, refuse, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { BudgetForm } from './budget-form'
import { LimitsForms } from './limits-forms'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, budgetsWords).title)

type Words = typeof import('~/ui/strings/en/budgets').words

/** A budget as its row says it. */
function shown({ id, holder, role, own, userName, ...budget }: ToldBudget, words: Words) {
  const { period, limit, spent, warnPercent } = budget
  const amounts = ({ money, tokens }: ToldBudget['limit']): [string | null, string | null] => [
    money === null ? null : fromMicros(money),
    tokens === null ? null : tokens.toLocaleString('en'),
  ]
  const [money, tokens] = amounts(limit)
  const percent = spent && sharePercent(limit, spent)
  return {
    id,
    who: own
      ? words.person(userName ?? words.gone)
      : words.holders[
          holder === 'member' ? 'everybody' : holder === 'role' ? (role ?? 'end_user') : holder
        ],
    limit: words.amount(money, tokens, words.periods[period]),
    spent: spent
      ? words.used(
          ...amounts({
            money: limit.money === null ? null : spent.money,
            tokens: limit.tokens === null ? null : spent.tokens,
          }),
        )
      : words.each,
    share: percent === null ? '' : words.share(percent),
    nearly: percent !== null && percent >= warnPercent,
    ceiling: holder === 'ceiling',
  }
}

/** Percent of what may be spent, of whichever of the two is nearer to its end. */
function sharePercent(limit: ToldBudget['limit'], spent: { money: number; tokens: number }) {
  const share = (of: number | null, used: number) =>
    of === null ? 0 : of === 0 ? 100 : Math.floor((used * 100) / of)
  return Math.max(share(limit.money, spent.money), share(limit.tokens, spent.tokens))
}

export const loader = forPeople(async ({ context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const [community, budgets, limits] = await Promise.all([
    findCommunity(db, actor, slug),
    findBudgets(db, slug),
    findLimits(db, slug),
  ])
  requireCoach(community)
  const words = wordsIn(language.tag, budgetsWords)
  return {
    slug,
    limits,
    operator: community.isPlatformAdmin,
    budgets: budgets.map((budget) => shown(budget, words)),
  }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const here = `/c/${slug}/admin/budgets`
  const coach = async () => requireCoach(await findCommunity(db, actor, slug))
  if (fields.intent === 'drop') {
    const { budget } = fields
    if (!isUuid(budget)) throw new AppError('invalid', 422)
    await Promise.all([coach(), dropBudget(db, slug, budget)])
    throw redirect(here, 303)
  }
  if (fields.intent === 'own' || fields.intent === 'ceiling') {
    const limits = parseFields(fields, limitFields)
    if ('reply' in limits) {
      await coach()
      return refuseInvalid(limits.reply)
    }
    await Promise.all([coach(), setLimits(db, slug, limits.value, fields.intent === 'ceiling')])
    setFlash(jar, 'community.limits')
    throw redirect(here, 303)
  }
  const parsed = parseFields(fields, budgetFields)
  if ('reply' in parsed) {
    await coach()
    return refuseInvalid(parsed.reply)
  }
  try {
    await Promise.all([coach(), setBudget(db, slug, parsed.value)])
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'member.unknown') throw error
    return refuse(fields, 422, { errors: { email: error.code } })
  }
  throw redirect(here, 303)
})

export default function Budgets() {
  const { slug, operator, budgets, limits } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { Form } = useElements()
  const words = useWords(budgetsWords)
  return (
    <AdminPage
      nav={useRooms(slug, 'settings')}
      title={words.title}
      lede={words.lede}
      actions={<Link href={`/c/${slug}/admin/costs`}>{words.costs}</Link>}
      flash={<PageFlash />}
    >
      {budgets.length > 0 ? (
        <Table
          caption={words.caption}
          rows={budgets}
          rowKey={({ id }) => id}
          columns={[
            { label: words.who, cell: ({ who }) => <bdi>{who}</bdi> },
            { label: words.limit, cell: ({ limit }) => limit },
            {
              label: words.spent,
              cell: ({ spent, share, nearly }) =>
                [spent, share, nearly && words.nearly].filter(Boolean).join(', '),
            },
            {
              label: words.actions,
              end: true,
              cell: ({ id, who, limit, ceiling }) =>
                (operator || !ceiling) && (
                  <Form method="post">
                    <input type="hidden" name="budget" value={id} />
                    <Button name="intent" value="drop" small>
                      {words.drop}
                      <VisuallyHidden>
                        {' '}
                        {who}, {limit}
                      </VisuallyHidden>
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
      ) : (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      )}
      <section className="card mt-10">
        <h2 className="mb-2">{words.set}</h2>
        <p className="mb-4">{words.setText}</p>
        <BudgetForm
          reply={reply?.values.intent === 'set' ? reply : undefined}
          operator={operator}
        />
      </section>
      <LimitsForms limits={limits} reply={reply} operator={operator} />
    </AdminPage>
  )
}
