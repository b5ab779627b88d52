import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Answer, JsonAnswer, Row } from '~/data/tables'
import type { Turn } from '~/platform/ai/model'
import type { WhichModel } from '~/platform/ai/which-model'
import type { Person } from '~/platform/auth/actor'
import { within } from '~/platform/deadline.server'
import { AppError } from '~/platform/errors'
import type { Log } from '~/platform/log.server'
import type { AnswerMeans, Place } from './answer-job'
import type { Answers } from './answers.server'
import { type Passage, withKnowledge } from './quote-knowledge'
import { NOTHING_FOUND, type Source } from './source'

/** What `public.send_message` and `public.retry_answer` answer. */
interface Job {
  conversationId: Row<'conversations'>['id']
  personMessageId: Row<'messages'>['id']
  answerId: Row<'messages'>['id']
  repeated: boolean
  /** What the answer begins with, where it goes on from one that broke off. */
  begun: Row<'messages'>['text']
  instructions: Row<'agent_instructions'>['instructions']
  temperature: Row<'agent_instructions'>['temperature']
  maxOutputTokens: Row<'agent_instructions'>['max_output_tokens']
  agentName: Row<'conversations'>['agent_name']
  /** Oldest first; the message that is to be answered is the last. */
  history: Turn[]
}

/** What `public.take_sources` answers of one passage. */
interface Found extends Passage, Pick<Source, 'section' | 'passage'> {
  document: string | null
  /** What it lies under, where it was attached to a message. */
  object?: string | null
}

/** A message that was kept, and the answer that it is to have. */
export interface Asked {
  job: Job
  /** What it is made with, beside what the environment says. */
  means: AnswerMeans | null
  /** What the conversation's and the agent's documents have for it; null where there are none. */
  found: Found[] | null
  /** Whether all models that may answer take pictures. */
  seesPictures: boolean
  /** Whether the answer is still to be made; false when the same post came long after. */
  open: boolean
  /** How many messages before it the models that may answer are not given: they have no room. */
  leftOut: number
  /**
   * The failure that the answer ended with before it began: a budget has too little left, it is held, it
   * does not fit into a model.
   */
  refused: string | null
  /** The text of an earlier answer that was given again; null where it is still to be made. */
  again: string | null
  /** Where the answer stands among those that wait for their turn; null where it may begin. */
  place: Place | null
}

/** Milliseconds that the maker of an answer has to say that it begins. */
const START_MS = 5_000

interface NewMessage {
  /** The community's slug. */
  community: string
  /**
   * The conversation that goes on (after the message that the page showed last, or with another one
   * in the place of `edits`), or the agent with whom one begins.
   */
  to: { conversation: string; after?: string; edits?: string } | { agent: string }
  text: string
  /** The key of the post: the same key again is the same message again. */
  key: string
  /** The models that may answer: what the dearest of them may take is held. */
  models: readonly WhichModel[]
}

/**
 * Keeps what a person wrote and opens its answer.
 *
 * @throws AppError `answer.running`, `agent.gone` (409), `not-found` (404), `limited` (429) when
 *   too many came in this minute, and `message.sent` (409) when another text came with this key
 *   before: it was kept then, and this one is not
 */
export async function sendMessage(db: Database, message: NewMessage): Promise<Asked> {
  const { community, to, text, key, models } = message
  const { conversation, agent, after, edits } =
    'agent' in to
      ? { agent: to.agent, conversation: null, after: null, edits: null }
      : { agent: null, after: null, edits: null, ...to }
  const asked = await ask(
    db,
    sql`public.send_message(
      (select id from public.communities where slug = ${community} and deleted_at is null),
      ${conversation}::uuid, ${agent}::uuid, ${text}, ${key}::uuid, ${after}::uuid, ${edits}::uuid
    )`,
    models,
  )
  if (asked.job.repeated && asked.job.history.at(-1)?.text !== text) {
    throw new AppError('message.sent', 409)
  }
  return asked
}

/**
 * Opens another answer to the message that `answer` was an answer to: of the same agent or of
 * `agent`, from the beginning or, with `goOn`, from where it broke off.
 *
 * @throws AppError `answer.running`, `answer.whole`, `agent.gone` (409), `not-found` (404),
 *   `limited` (429)
 */
export function retryAnswer(
  db: Database,
  answer: string,
  key: string,
  {
    models,
    agent = null,
    goOn = false,
  }: { models: readonly WhichModel[]; agent?: string | null; goOn?: boolean },
): Promise<Asked> {
  return ask(
    db,
    sql`public.retry_answer(${answer}::uuid, ${key}::uuid, ${agent}::uuid, ${goOn}::boolean)`,
    models,
  )
}

/** What `public.admit_answer` answers. */
interface Admitted {
  refused: { holder: string; period: string } | null
  /** The failure of an answer whose message is held, or does not fit into its models. */
  held?: string
  /** How many of the newest turns fit into the models that may answer, and how many messages do not. */
  turns?: number
  leftOut?: number
  /** The most tokens of the answer that are left beside what is asked. */
  output?: number
  /** The text of an earlier answer that was given again. */
  again?: string
  place: Place | null
}

async function ask(
  db: Database,
  call: ReturnType<typeof sql>,
  models: readonly WhichModel[],
): Promise<Asked> {
  const [asked] = await askAll(db, call, models)
  if (!asked) throw new AppError('unexpected', 500)
  return asked
}

/**
 * Keeps what `call` keeps, and opens the answers whose jobs it gives. A job may say by itself which
 * model makes it.
 */
export async function askAll(
  db: Database,
  call: ReturnType<typeof sql>,
  models: readonly WhichModel[],
): Promise<Asked[]> {
  // A row that the function has just made is not in this statement's sight; one from before is. Limits
  // and budgets come last: from there on others wait.
  const rows = await db.write(
    sql<{
      job: JsonAnswer<'send_message', JsonAnswer<'retry_answer', Job>>
      status: Answer<'answer_status'> | null
      taken: JsonAnswer<'take_sources', { found: Found[] | null }>
      seesPictures: Answer<'takes_pictures'>
      means: JsonAnswer<'answer_means', AnswerMeans | null>
      admitted: JsonAnswer<'admit_answer', Admitted>
    }>`
      with asked as materialized (select ${call} as job),
      meant as materialized (
        select job, public.answer_means(job) || coalesce(job -> 'means', '{}') as means from asked
      ),
      known as materialized (
        select job, means, may.answer,
          public.answer_status((job ->> 'answerId')::uuid) as status,
          public.take_sources((job ->> 'answerId')::uuid, may.answer) as taken
        from meant
        cross join lateral (
          select coalesce(nullif(means -> 'models', 'null'), ${JSON.stringify(models)}::jsonb)
        ) as may (answer)
      )
      select job, status, means, jsonb_build_object('found', taken) as taken,
        public.takes_pictures(answer) as "seesPictures",
        public.admit_answer(job, answer, taken) as admitted
      from known`,
  )
  return rows.map(({ job, status, taken, means, admitted, seesPictures }) => {
    const { refused: spent, place } = admitted
    const refused = admitted.held ?? (spent && `budget.${spent.holder}.${spent.period}`)
    const again = admitted.again ?? null
    const { turns = job.history.length, leftOut = 0 } = admitted
    const { output = job.maxOutputTokens } = admitted
    return {
      job: { ...job, history: job.history.slice(-turns), maxOutputTokens: output },
      leftOut,
      means,
      ...taken,
      seesPictures,
      place,
      open: refused === null && again === null && (status === null || status === 'streaming'),
      refused,
      again,
    }
  })
}

/** What stands under the answer to what was asked. */
export function sourcesOf({ found }: Pick<Asked, 'found'>): Source[] {
  if (found?.length === 0) {
    const nothing = {
      title: null,
      headings: [],
      section: null,
      passage: '',
      documentId: null,
      file: null,
      part: null,
    }
    return [{ place: NOTHING_FOUND, ...nothing }]
  }
  return (found ?? []).map((one, at) => {
    const { document, object = null, title, headings, section, passage, part = null } = one
    return {
      place: at + 1,
      documentId: document,
      file: object,
      title,
      headings,
      section,
      passage,
      part,
    }
  })
}

interface Means {
  db: Database
  answers: Answers
  actor: Person
  log: Log
}

/**
 * Has an answer made. When nobody can be found to make it, the answer's row says so, and the person
 * may try again. Never rejects.
 */
export async function beginAnswer(asked: Asked, by: Means): Promise<void> {
  const { job, found, open, means, place, seesPictures } = asked
  if (!open) return
  const { db, answers, actor, log } = by
  const { answerId, agentName, temperature, maxOutputTokens, begun } = job
  const { instructions, history: whole } = withKnowledge(job, found)
  const history = seesPictures ? whole : withoutPictures(whole)
  try {
    await within(
      START_MS,
      answers.start({
        answerId,
        claims: actor.claims,
        ...(begun ? { begun } : {}),
        means,
        ...(place ? { place } : {}),
        request: {
          agentName,
          instructions,
          history: begun ? goingOn(history, begun) : history,
          temperature,
          maxOutputTokens,
        },
      }),
    )
  } catch (error) {
    log.error('answer.not-started', { answerId }, error)
    await endAnswer(db, answerId, 'failed', 'not-started').catch((reason: unknown) =>
      log.error('answer.not-ended', { answerId }, reason),
    )
  }
}

/** For a model that takes no pictures: it is told that there are some, and can say so. */
export const withoutPictures = (history: readonly Turn[]): Turn[] =>
  history.map(({ author, text, images }) => ({
    author,
    text: images ? `(A picture is attached here that you can’t see.)\n\n${text}` : text,
  }))

/** What a model is asked that is to go on from where it, or another, broke off. */
export const goingOn = (history: readonly Turn[], begun: string): Turn[] => [
  ...history,
  { author: 'agent', text: begun },
  {
    author: 'person',
    text:
      'Your answer broke off there. Go on from its very last character, in the same language, ' +
      'without repeating or announcing anything.',
  },
]

/** Ends an answer that nobody makes any more; one that is over is left as it is. */
export async function endAnswer(
  db: Database,
  answerId: string,
  status: 'failed' | 'cut_off',
  failure: string,
): Promise<void> {
  await db.write(sql`select public.save_answer(${answerId}::uuid, '', ${status}, ${failure}, null)`)
}

/**
 * Stops an answer: allowed and noted by Postgres first, then told to its maker.
 *
 * @throws AppError `not-found` (404) when there is none that is the person's
 */
export async function stopAnswer(
  answer: string,
  { db, answers, actor, log }: Means,
): Promise<void> {
  const [row] = await db.write(
    sql<{ status: Answer<'stop_answer'> }>`select public.stop_answer(${answer}::uuid) as status`,
  )
  if (row?.status !== 'streaming') return
  try {
    await within(START_MS, answers.stop({ ownerId: actor.userId, answerId: answer }))
  } catch (error) {
    // The wish is in the row; the maker reads it when it next saves.
    log.warn('answer.stop-unheard', { answerId: answer, error: String(error) })
  }
}
