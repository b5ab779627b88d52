import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Answer, JsonAnswer } from '~/data/tables'
import type { WhichModel } from '~/platform/ai/which-model'
import type { Claims } from '~/platform/auth/actor'
import { blanksIn, fillBlanks } from '~/platform/blanks'
import { AppError } from '~/platform/errors'
import type { Log } from '~/platform/log.server'
import type { AnswerJob, AnswerMeans, Place } from '../answers/answer-job'

/** What `public.take_run_step` gives: a step that is to be done, as the automation had it. */
interface TakenStep {
  id: string
  action: 'ask_model' | 'fill_prompt'
  settings: { title?: string; text?: string; instructions?: string; length?: string }
  /** What its blanks may use: the answers, and the results of the steps before. */
  values: Record<string, string>
}

/** Tokens of an answer, by the length that the step names. */
const TOKENS: Record<string, number> = { short: 384, medium: 1024, long: 2400 }

/** Characters that may go into a step. */
const LONGEST_INPUT = 100_000

/** A run, or the one that a step belongs to. */
export type WhichRun = { run: string } | { step: string }

interface Running {
  db: Database
  /** Of whoever started the run. */
  claims: Claims
  log: Log
  /** The models that may answer. */
  models: readonly WhichModel[]
  /** Has an answer made. */
  start(job: AnswerJob): Promise<void>
}

/**
 * Does the next steps of a run: fills prompts at once, and hands the first question to a model over to
 * whoever makes answers, who goes on here when the answer has come whole.
 *
 * @throws AppError `run.not-found` (404)
 */
export async function goOn(
  which: WhichRun,
  { db, claims, log, models, start }: Running,
): Promise<void> {
  const run =
    'run' in which
      ? sql`${which.run}::uuid`
      : sql`(select run_id from public.automation_run_steps where id = ${which.step}::uuid)`
  for (;;) {
    const [row] = await db.write(
      sql<{ step: JsonAnswer<'take_run_step', TakenStep | null> }>`
        select public.take_run_step(${run}) as step`,
    )
    const step = row?.step
    if (!step) return
    const { id, action, settings } = step
    const input = filled(settings.text ?? '', step.values)
    const instructions = filled(settings.instructions ?? '', step.values)
    if (input === null || instructions === null) {
      await save(db, id, '', 'failed', 'run.long')
      return
    }
    const begun = db.write(sql`select public.begin_run_step(${id}::uuid, ${input})`)
    if (action === 'fill_prompt') {
      await Promise.all([begun, save(db, id, input, 'complete', null)])
      continue
    }
    const maxOutputTokens = TOKENS[settings.length ?? ''] ?? TOKENS.medium ?? null
    const looked = lookedAt(input, settings.instructions ?? '', step.values)
    const [, admitted] = await Promise.all([
      begun,
      admitStep(db, { id, looked, instructions, models, maxOutputTokens }),
    ])
    if (!admitted || admitted.held) return
    const { place, refused, means } = admitted
    if (refused) {
      await save(db, id, '', 'failed', `budget.${refused.period}`)
      return
    }
    try {
      await start({
        answerId: id,
        of: 'step',
        claims,
        means: means?.unlooked ? { ...means, unlooked: looked } : means,
        ...(place ? { place } : {}),
        request: {
          agentName: settings.title ?? '',
          instructions,
          history: [{ author: 'person', text: input }],
          temperature: 0.7,
          maxOutputTokens,
        },
      })
    } catch (error) {
      log.error('step.not-started', { step: id }, error)
      await save(db, id, '', 'failed', 'not-started')
    }
    return
  }
}

/** Whether a question to a model may be asked, and with what. */
interface Admitted {
  /** The failure of a step that is held; nothing else is told then. */
  held: Answer<'hold_step'> | null
  place: JsonAnswer<'take_turn', Place | null>
  refused: JsonAnswer<'reserve_step', { holder: string; period: string } | null>
  means: JsonAnswer<'step_means', AnswerMeans | null>
}

/** Has a question to a model looked at; one that is held takes no turn and no money. */
export async function admitStep(
  db: Database,
  asked: {
    id: string
    looked: string
    instructions: string
    models: readonly WhichModel[]
    maxOutputTokens: number | null
  },
): Promise<Admitted | undefined> {
  const { id, looked, instructions, models, maxOutputTokens } = asked
  const [admitted] = await db.write(
    sql<Admitted>`
      with looked as materialized (
        select public.hold_step(${id}::uuid, ${looked}, false) as held
      )
      select looked.held,
        case when looked.held is null then public.take_turn(${id}::uuid) end as place,
        case when looked.held is null then public.reserve_step(
          ${id}::uuid, ${JSON.stringify(models)}::jsonb, ${instructions},
          ${maxOutputTokens}::integer
        ) end as refused,
        case when looked.held is null then public.step_means(${id}::uuid) end as means
      from looked`,
  )
  return admitted
}

/**
 * What is looked at before a model is asked: the question, and what was filled into the instructions.
 * What a coach wrote there is not.
 */
const lookedAt = (input: string, instructions: string, values: Record<string, string>) =>
  [
    input,
    ...blanksIn(instructions).map((name) => (Object.hasOwn(values, name) ? values[name] : '')),
  ]
    .filter(Boolean)
    .join('\n\n')

const save = (
  db: Database,
  step: string,
  output: string,
  status: 'complete' | 'failed',
  failure: string | null,
) =>
  db.write(
    sql`select public.save_run_step(${step}::uuid, ${output}, ${status}, ${failure}, null, null)`,
  )

/** A text with its blanks filled in; null when that would be too long to be of use. */
function filled(text: string, values: Record<string, string>): string | null {
  const fillingOf = (name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : '')
  const longest = Math.max(0, ...blanksIn(text).map((name) => fillingOf(name).length))
  const blanks = text.split('{{').length - 1
  if (text.length + blanks * longest > LONGEST_INPUT * 10) return null
  const whole = fillBlanks(text, fillingOf).trim()
  return whole.length > LONGEST_INPUT ? null : whole
}

/**
 * Keeps that somebody starts an automation; the same key again is the same run.
 *
 * @throws AppError `automation.not-runnable` (409), `automation.not-found` (404)
 */
export async function startRun(
  db: Database,
  asked: { community: string; automation: string; answers: Record<string, string>; key: string },
): Promise<string> {
  const { community, automation, answers, key } = asked
  const [row] = await db.write(
    sql<{ run: string }>`
      select public.start_automation(
        (select id from public.communities where slug = ${community} and deleted_at is null),
        ${automation}::uuid, ${JSON.stringify(answers)}::jsonb, ${key}::uuid
      ) as run`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.run
}

/**
 * Asks that a run goes no further. Harmless when it is over.
 *
 * @throws AppError `run.not-found` (404)
 */
export async function stopRun(db: Database, run: string): Promise<void> {
  await db.write(sql`select public.stop_run(${run}::uuid)`)
}

/**
 * Has a run go on with a step that was held and is let through.
 *
 * @returns whether there was one: somebody may have been first
 * @throws AppError `run.not-found` (404)
 */
export async function resumeRun(db: Database, run: string): Promise<boolean> {
  const [row] = await db.write(
    sql<{ resumed: Answer<'resume_run'> }>`select public.resume_run(${run}::uuid) as resumed`,
  )
  return row?.resumed ?? false
}
