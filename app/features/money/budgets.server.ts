import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { AppError } from '~/platform/errors'
import type { BudgetFields } from './budget.schema'

/** Money in micro-units; null where it is not limited. */
interface Amounts {
  money: number | null
  tokens: number | null
}

interface Counted {
  holder: 'ceiling' | 'community' | 'role' | 'member'
  period: 'day' | 'month'
  limit: Amounts
  /** Percent from which people are warned. */
  warnPercent: number
}

/** A budget that one's own answers count towards. */
export interface MyBudget extends Counted {
  spent: { money: number; tokens: number }
  /** When it begins anew, ISO. */
  endsAt: string
}

/** A budget as those see it who set it. */
export interface ToldBudget extends Counted {
  id: string
  role: 'community_admin' | 'end_user' | null
  /** The member it is for; null where it is for each alike. */
  userName: string | null
  own: boolean
  /** Null where each member has their own count. */
  spent: { money: number; tokens: number } | null
}

interface CountedRow {
  holder: Counted['holder']
  period: Counted['period']
  money: string | null
  tokens: string | null
  warnPercent: number
}

const amount = (text: string | null) => (text === null ? null : Number(text))

const counted = ({ holder, period, money, tokens, warnPercent }: CountedRow): Counted => ({
  holder,
  period,
  limit: { money: amount(money), tokens: amount(tokens) },
  warnPercent,
})

/** The budgets that one's own answers in a community count towards; most often none. */
export async function findMyBudgets(db: Database, slug: string): Promise<MyBudget[]> {
  const rows = await db.read(
    sql<CountedRow & { spentMoney: string; spentTokens: string; endsAt: string }>`
      select b.holder, b.period, b.money::text, b.tokens::text, b.warn_percent as "warnPercent",
        b.spent_money::text as "spentMoney", b.spent_tokens::text as "spentTokens",
        to_char(b.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endsAt"
      from public.communities as c, public.my_budgets(c.id) as b
      where c.slug = ${slug} and c.deleted_at is null`,
  )
  return rows.map(({ spentMoney, spentTokens, endsAt, ...row }) => ({
    ...counted(row),
    spent: { money: Number(spentMoney), tokens: Number(spentTokens) },
    endsAt,
  }))
}

/** The budgets of a community, for those who run it. */
export async function findBudgets(db: Database, slug: string): Promise<ToldBudget[]> {
  const rows = await db.read(
    sql<
      CountedRow &
        Pick<ToldBudget, 'id' | 'role' | 'userName' | 'own'> & {
          spentMoney: string | null
          spentTokens: string | null
        }
    >`
      select b.id, b.holder, b.role, b.user_name as "userName", b.user_id is not null as own,
        b.period, b.money::text, b.tokens::text, b.warn_percent as "warnPercent",
        b.spent_money::text as "spentMoney", b.spent_tokens::text as "spentTokens"
      from public.communities as c, public.community_budgets(c.id) as b
      where c.slug = ${slug} and c.deleted_at is null`,
  )
  return rows.map(({ id, role, userName, own, spentMoney, spentTokens, ...row }) => ({
    ...counted(row),
    id,
    role,
    userName,
    own,
    spent: spentMoney === null ? null : { money: Number(spentMoney), tokens: Number(spentTokens) },
  }))
}

/**
 * Sets a budget, or changes the one that is there for the same people and the same time.
 *
 * @throws AppError `member.unknown` (422) for the address of nobody who belongs to the community,
 *   `not-allowed` (403) for others than coaches, or a ceiling that no super admin sets
 */
export async function setBudget(db: Database, slug: string, fields: BudgetFields): Promise<void> {
  const { holder, email, period, money, tokens, warn } = fields
  const of = holder === 'member' || holder === 'everybody' ? 'member' : holder
  const isRole = of === 'end_user' || of === 'community_admin'
  const set = await db.write(
    sql<{ id: string }>`
      insert into public.ai_budgets
        (community_id, holder, role, user_id, period, money, tokens, warn_percent)
      select c.id, ${isRole ? 'role' : of}, ${isRole ? of : null}, m.user_id, ${period},
        ${money}::bigint, ${tokens}::bigint, ${warn}::smallint
      from public.communities as c
      left join lateral (
        select public.find_member(c.id, ${email}) as user_id
      ) as m on ${holder === 'member'}
      where c.slug = ${slug} and c.deleted_at is null
        and (${holder !== 'member'} or m.user_id is not null)
      on conflict (community_id, holder, role, user_id, period) do update
      set money = excluded.money, tokens = excluded.tokens, warn_percent = excluded.warn_percent
      returning id`,
  )
  if (set.length === 0) throw new AppError('member.unknown', 422)
}

/** Takes a budget away; one that is not there, or not one's own to take, is left. */
export async function dropBudget(db: Database, slug: string, id: string): Promise<void> {
  await db.write(
    sql`delete from public.ai_budgets
        where id = ${id}::uuid and community_id = ${communityIdOf(slug)}`,
  )
}
