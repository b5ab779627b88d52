import pg from 'pg'
import { startTestPostgres } from '../../fixtures/postgres.ts'
import { Asker, type Gym, makeGym, OUTPUT, setLimits } from './gym.ts'

/** What one question holds here: its output, what stands around it, and its bytes. */
export const HELD = OUTPUT + 512 + 'Be brief.'.length + 'Hello'.length + 16

/** One question, on the clock of the one who asks. */
interface Asked {
  from: number
  to: number
  refused: boolean
  /** What it took in the end; null for one whose maker died. */
  took: number | null
  /** When its settling was sent, and when it was done; null for one whose maker died. */
  settling: { from: number; to: number } | null
}

export interface Rush {
  limit: number
  asked: number
  refused: number
  /** More than the budget had. */
  overspent: number
  /** Refusals for which there was enough left, whatever else happened at the same moment. */
  wronglyRefused: number
  /** Of the budget, once nobody could ask any more. Null where it was not to be spent. */
  share: number | null
  ms: number
}

interface Options {
  /** How many ask at once. */
  people: number
  limit: number
  of: 'tokens' | 'money'
  connections: number
  /** Goes on, one question after the other, until there is too little left. */
  toTheEnd: boolean
}

/** A random number that is the same each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Lets many ask at once against one budget, beside others that they all count towards too. */
export async function rush(postgres: Servers, options: Options): Promise<Rush> {
  const { people, limit, of, connections, toTheEnd } = options
  const gym = await makeGym(postgres.sql, people)
  await setLimits(gym, [
    { holder: 'ceiling', period: 'month', tokens: limit * 100 },
    { holder: 'community', period: 'day', [of]: limit },
    { holder: 'role', period: 'month', tokens: limit * 100 },
    { holder: 'member', period: 'day', tokens: limit * 10 },
  ])
  const random = dice(limit)
  const waiting = [...gym.members]
  const asked: Asked[] = []
  const began = performance.now()
  await Promise.all(
    postgres.clients.slice(0, connections).map(async (client) => {
      const asker = new Asker(client, gym)
      for (let who = waiting.pop(); who !== undefined; who = waiting.pop()) {
        asked.push(await one(asker, who, random))
      }
    }),
  )
  const ms = performance.now() - began
  const wrongly = asked.filter((each) => isWrong(each, asked, limit)).length
  let more = 0
  if (toTheEnd)
    more = await spendTheRest(gym, new Asker(postgres.clients[0] as pg.Client, gym), limit)
  const spent = await spentOf(gym)
  return {
    limit,
    asked: asked.length,
    refused: asked.filter(({ refused }) => refused).length,
    overspent: Math.max(0, spent - limit),
    wronglyRefused: wrongly + more,
    share: toTheEnd ? spent / limit : null,
    ms,
  }
}

/** Asks, and settles unless its maker dies; a twentieth take all that was held. */
async function one(asker: Asker, who: string, random: () => number): Promise<Asked> {
  const from = performance.now()
  const { answer, refused } = await asker.ask(who)
  const to = performance.now()
  const fate = random()
  if (refused || fate < 0.05) return { from, to, refused, took: null, settling: null }
  const took = fate < 0.1 ? HELD : Math.floor(random() * HELD)
  const settling = { from: performance.now(), to: 0 }
  await asker.settle(who, answer, took)
  settling.to = performance.now()
  return { from, to, refused, took, settling }
}

/**
 * Whether a refusal can't have been right: all the others together, each with the most that it can have
 * held or spent at that time, left enough.
 */
function isWrong(refusal: Asked, asked: Asked[], limit: number): boolean {
  if (!refusal.refused) return false
  const most = asked
    .filter((other) => !other.refused && other.from < refusal.to)
    .reduce((sum, { took, settling }) => {
      const settled = settling !== null && settling.to < refusal.from
      return sum + (settled ? (took ?? HELD) : HELD)
    }, 0)
  return most + HELD <= limit
}

/** Lets what dead calls held come back, and asks one after the other. @returns wrong refusals */
async function spendTheRest(gym: Gym, asker: Asker, limit: number): Promise<number> {
  await moveClock(gym, 60)
  for (;;) {
    const spent = await spentOf(gym)
    const who = gym.members[0] as string
    const { answer, refused } = await asker.ask(who)
    if (refused) return spent + HELD <= limit ? 1 : 0
    await asker.settle(who, answer, HELD)
  }
}

/** As if everything that is held had been held, and last heard of, so many seconds earlier. */
async function moveClock({ sql, community }: Gym, seconds: number): Promise<void> {
  await sql.query(
    `with held as (
       update private.budget_holds set held_at = clock_timestamp() - make_interval(secs => $2)
       from public.ai_budgets
       where ai_budgets.id = budget_id and community_id = $1
       returning answer_id
     )
     update public.messages set saved_at = clock_timestamp() - make_interval(secs => $2)
     where id in (select answer_id from held)`,
    [community, seconds],
  )
}

/** By the runs, not by what the budgets count. */
async function spentOf({ sql, community }: Gym): Promise<number> {
  const { rows } = await sql.query<{ spent: string }>(
    `select coalesce(sum(charged_input + charged_output), 0) as spent
     from public.ai_runs where community_id = $1`,
    [community],
  )
  return Number(rows[0]?.spent)
}

/** Seconds after which what a dead call held can be held again, to the second. */
export async function secondsUntilReturned(postgres: Servers): Promise<number> {
  const gym = await makeGym(postgres.sql, 1)
  await setLimits(gym, [{ holder: 'community', period: 'day', tokens: HELD }])
  const asker = new Asker(postgres.clients[0] as pg.Client, gym)
  const [who = ''] = gym.members
  await asker.ask(who)
  for (let seconds = 0; seconds <= 120; seconds += 1) {
    await moveClock(gym, seconds)
    if (!(await asker.ask(who)).refused) return seconds
  }
  return Number.POSITIVE_INFINITY
}

export interface Servers {
  sql: pg.Client
  clients: pg.Client[]
  stop(): Promise<void>
}

/** A Postgres of its own, with so many connections of the Worker's role. */
export async function startServers(connections: number): Promise<Servers> {
  const postgres = await startTestPostgres()
  const sql = new pg.Client({ connectionString: postgres.superuserUrl })
  const clients = Array.from(
    { length: connections },
    () => new pg.Client({ connectionString: postgres.workerUrl }),
  )
  await Promise.all([sql, ...clients].map((client) => client.connect()))
  return {
    sql,
    clients,
    async stop() {
      await Promise.all([sql, ...clients].map((client) => client.end()))
      await postgres.stop()
    },
  }
}
