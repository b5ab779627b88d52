import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { JsonAnswer } from '~/data/tables'
import type { ModelRequest } from '~/platform/ai/model'
import type { WhichModel } from '~/platform/ai/which-model'
import type { Person } from '~/platform/auth/actor'
import { within } from '~/platform/deadline.server'
import { AppError } from '~/platform/errors'
import type { Log } from '~/platform/log.server'
import type { AnswerMeans, AnswerOf, Outcome, Place } from './answer-job'
import type { Answers } from './answers.server'

/** An agent that is to be tried out, and the question. */
export interface Trial {
  question: string
  request: Pick<ModelRequest, 'agentName' | 'instructions' | 'temperature'> & {
    maxOutputTokens: number
  }
  /** Who is asked, as the agent's form names them; nobody: the installation's. */
  models: readonly string[]
}

/** What came of a trial; `failure` is the code of what went wrong, null where nothing did. */
export interface Tried {
  text: string
  failure: string | null
}

interface Means {
  db: Database
  answers: Answers
  actor: Person
  log: Log
  /** The models that may answer where the agent names none. */
  models: readonly WhichModel[]
  /** Milliseconds that the page waits for the whole answer. */
  withinMs?: number
}

/** What `public.begin_trial` answers. */
interface Begun {
  /** Left out where it is refused. */
  id?: string
  refused?: string
  place?: Place | null
  means?: AnswerMeans
}

/** Milliseconds that the maker of an answer has to say that it begins, or that it has ended. */
const START_MS = 5_000
/** Milliseconds that somebody waits who sees nothing until it is over. */
const WITHIN_MS = 60_000

/**
 * Lets a coach ask, and holds what the answer may take at most.
 *
 * @throws AppError `not-allowed` (403), `limited` (429), `sandbox.off` (409)
 */
export async function beginTrial(
  db: Database,
  community: string,
  { question, request, models: chosen }: Trial,
  models: readonly WhichModel[],
): Promise<Begun> {
  const { instructions, maxOutputTokens } = request
  const asked = JSON.stringify({ question, instructions, models: chosen, maxOutputTokens })
  const [row] = await db.write(
    sql<{ begun: JsonAnswer<'begin_trial', Begun> }>`
      select public.begin_trial(
        ${communityIdOf(community)}, ${asked}::jsonb, ${JSON.stringify(models)}::jsonb
      ) as begun`,
  )
  return row?.begun ?? {}
}

/**
 * Asks an agent one question as its form stands: allowed and counted by Postgres first, answered by
 * whoever makes answers, with its limits, turns and deadlines. Nothing of it is kept but what it took.
 *
 * @param community its slug
 * @throws AppError `not-allowed` (403), `limited` (429), `sandbox.off` (409)
 */
export async function tryAgent(
  community: string,
  trial: Trial,
  { db, answers, actor, log, models, withinMs = WITHIN_MS }: Means,
): Promise<Tried> {
  const { question, request } = trial
  const { id, refused, place, means } = await beginTrial(db, community, trial, models)
  if (!id) return { text: '', failure: refused ?? 'unexpected' }
  const where = { ownerId: actor.userId, answerId: id }
  try {
    const of: AnswerOf = 'trial'
    await within(
      START_MS,
      answers.start({
        answerId: id,
        of,
        claims: actor.claims,
        means: means ?? null,
        ...(place ? { place } : {}),
        request: { ...request, history: [{ author: 'person', text: question }] },
      }),
    )
  } catch (error) {
    log.error('trial.not-started', { trial: id }, error)
    await db.write(sql`select public.save_trial(${id}::uuid, ${''}, ${'failed'}, null)`)
    return { text: '', failure: 'not-started' }
  }
  const slow = await outlasts(answers, where, withinMs)
  if (slow) await within(START_MS, answers.stop(where)).catch(() => {})
  const outcome = await within(START_MS, answers.outcome(where)).catch(() => null)
  return toldOf(outcome, slow)
}

/** Waits for the end of an answer; says whether it takes longer than one may wait. */
async function outlasts(
  answers: Answers,
  where: { ownerId: string; answerId: string },
  withinMs: number,
): Promise<boolean> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  try {
    await within(
      withinMs,
      (async () => {
        reader = (await answers.attach(where, 0, 'en')).getReader()
        while (!(await reader.read()).done);
      })(),
    )
    return false
  } catch (error) {
    return error instanceof AppError && error.code === 'timeout'
  } finally {
    reader?.cancel().catch(() => {}) // It is over, or nobody wants it any more.
  }
}

function toldOf(outcome: Outcome | null, slow: boolean): Tried {
  if (!outcome) return { text: '', failure: slow ? 'trial.slow' : 'lost' }
  const { text, failure, status } = outcome
  if (failure) return { text, failure }
  if (status === 'complete') return { text, failure: null }
  return { text, failure: slow ? 'trial.slow' : 'lost' }
}
