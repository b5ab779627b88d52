import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  agent,
  coach,
  community,
  db,
  type Job,
  member,
  messageOf,
  retrySql,
  save,
  withTalks,
} from './talks.ts'
import type { Person, WorkerSession } from './test-database.ts'

withTalks()

interface Limits {
  ceiling?: boolean
  personMessages?: number
  communityMessages?: number
  personAnswers?: number
  communityAnswers?: number
}

const limit = (limits: Limits) =>
  db.asPostgres(
    `insert into public.answer_limits (
       community_id, ceiling, person_messages, community_messages, person_answers, community_answers
     ) values ($1, $2, $3, $4, $5, $6)`,
    [
      community,
      limits.ceiling ?? false,
      limits.personMessages,
      limits.communityMessages,
      limits.personAnswers,
      limits.communityAnswers,
    ],
  )

/** As the product sends: one statement, so that what is refused leaves nothing. */
const admitted = (call: string) => `
  with asked as materialized (select ${call} as job)
  select job, public.admit_answer(job, '[]', null) as admitted from asked`
const askSql = admitted(`public.send_message($1, null, $2, 'Hello', $3)`)

interface Place {
  before: number
  own: boolean
}
interface Asked {
  job: Job
  admitted: { refused: unknown; place: Place | null }
}

async function ask(
  who = member,
  key: string = randomUUID(),
): Promise<Job & { place: Place | null }> {
  const [row] = (await db.as(who, askSql, [community, agent, key])) as unknown as Asked[]
  if (!row) throw new Error('nothing was asked')
  return { ...row.job, place: row.admitted.place }
}

async function turn(answer: string, who = member): Promise<Place | null> {
  const [row] = await db.as(who, 'select public.take_turn($1) as place', [answer])
  return row?.place as Place | null
}

const turns = () =>
  db.asPostgres('select * from private.answer_turns where community_id = $1', [community])
const finish = (answer: string, who = member) => save(answer, 'Done.', 'complete', { who })

async function crowd(people: number): Promise<Person[]> {
  const name = randomUUID().slice(0, 8)
  const all = await Promise.all(
    Array.from({ length: people }, (_, n) => db.createPerson(`c${n}-${name}`)),
  )
  await db.asPostgres(
    `insert into public.memberships (community_id, user_id, role)
     select $1, unnest($2::uuid[]), 'end_user'`,
    [community, all.map(({ id }) => id)],
  )
  return all
}

const tooMany = (error: unknown): number => {
  const { code, detail } = error as { code: string; detail?: string }
  if (code !== 'AG429') throw error
  return Number(detail)
}
const secondsToWait = (who = member) => ask(who).then(() => 0, tooMany)

describe('messages a minute', () => {
  test('are not counted where nobody limits them', async () => {
    expect((await ask()).place).toBeNull()
    expect(
      await db.asPostgres('select * from private.message_counts where community_id = $1', [
        community,
      ]),
    ).toEqual([])
  })

  test('are as many as a member may send; then it is said how long to wait, and nothing is kept', async () => {
    await limit({ personMessages: 2 })
    const first = await ask()
    await ask()
    const wait = await secondsToWait()
    // The first counts until its second, and sixty more, are over.
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(61)
    const [{ kept } = { kept: 0 }] = await db.asPostgres(
      'select count(*)::int as kept from public.conversations where community_id = $1',
      [community],
    )
    expect(kept).toBe(2)
    // Another answer is asked for as a message is; another person has minutes of their own.
    await finish(first.answerId)
    const again = admitted(retrySql.replace(/^select (.*) as job$/, '$1'))
    await expect(db.as(member, again, [first.answerId, randomUUID()])).rejects.toMatchObject({
      ...{ code: 'AG429', detail: expect.stringMatching(/^[1-9]\d?$/) },
    })
    expect(await secondsToWait(coach)).toBe(0)
  })

  test('are free again, one by one, as they grow older than a minute', async () => {
    await limit({ personMessages: 2 })
    await ask()
    const older = (seconds: number) =>
      db.asPostgres(
        `update private.message_counts set newest = newest - make_interval(secs => $1)
         where community_id = $2`,
        [seconds, community],
      )
    await older(40)
    await ask()
    const wait = await secondsToWait()
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(21)
    await older(wait)
    expect(await secondsToWait()).toBe(0)
    expect(await secondsToWait()).toBeGreaterThan(wait)
  })

  test('that come twice count once', async () => {
    await limit({ personMessages: 1 })
    const key = randomUUID()
    const first = await ask(member, key)
    expect(await ask(member, key)).toMatchObject({ answerId: first.answerId, repeated: true })
  })

  test('of a community are everybody’s, and the platform’s limit holds where it is lower', async () => {
    await limit({ personMessages: 9, communityMessages: 9 })
    await limit({ ceiling: true, communityMessages: 2 })
    await ask()
    await ask(coach)
    expect(await secondsToWait()).toBeGreaterThan(0)
    // What the community refused does not count for the member.
    const [row] = await db.asPostgres(
      `select (select sum(n) from unnest(counts) as n)::int as n
       from private.message_counts where holder_id = $1`,
      [member.id],
    )
    expect(row?.n).toBe(1)
  })

  test('of many at once are exactly as many as there may be', async () => {
    await limit({ communityMessages: 17, personMessages: 4 })
    const people = await crowd(8)
    const outcomes = await atOnce(people, async (session, person) => {
      const waits: number[] = []
      for (let n = 0; n < 5; n += 1) {
        waits.push(
          await inOne(session, person, askSql, [community, agent, randomUUID()]).then(
            () => 0,
            tooMany,
          ),
        )
      }
      return waits
    })
    expect(outcomes.flat().filter((wait) => wait === 0)).toHaveLength(17)
    for (const waits of outcomes) {
      expect(waits.filter((wait) => wait === 0).length).toBeLessThanOrEqual(4)
    }
  })
})

describe('answers at once', () => {
  test('hold no place where nobody limits them', async () => {
    await limit({ personMessages: 100 })
    expect((await ask()).place).toBeNull()
    expect(await turns()).toEqual([])
  })

  test('wait in the order in which they came, and begin when one has ended', async () => {
    await limit({ communityAnswers: 1 })
    const [third] = await crowd(1)
    const first = await ask()
    const second = await ask(coach)
    const last = await ask(third)
    expect([first.place, second.place, last.place]).toEqual([
      null,
      { before: 0, own: false },
      { before: 1, own: false },
    ])
    expect(await turn(last.answerId, third)).toEqual({ before: 1, own: false })
    await finish(first.answerId)
    // Who comes later does not pass, though they ask first.
    expect(await turn(last.answerId, third)).toEqual({ before: 0, own: false })
    expect(await turn(second.answerId, coach)).toBeNull()
    await save(second.answerId, '', 'stopped', { who: coach })
    expect(await turn(last.answerId, third)).toBeNull()
  })

  test('of one person keep nobody else waiting', async () => {
    await limit({ personAnswers: 1, communityAnswers: 2 })
    const first = await ask()
    const second = await ask()
    expect(second.place).toEqual({ before: 0, own: true })
    expect((await ask(coach)).place).toBeNull()
    await finish(first.answerId)
    expect(await turn(second.answerId)).toBeNull()
  })

  test('keep their place when the same post comes again, and when they are asked about', async () => {
    await limit({ communityAnswers: 1 })
    const key = randomUUID()
    await ask(coach)
    const first = await ask(member, key)
    expect((await ask(member, key)).place).toEqual(first.place)
    expect(await turn(first.answerId)).toEqual(first.place)
    const [{ n } = { n: 0 }] = await db.asPostgres(
      'select count(*)::int as n from private.answer_turns where community_id = $1',
      [community],
    )
    expect(n).toBe(2)
  })

  test('that nobody makes any more free their place, those that wait too', async () => {
    await limit({ communityAnswers: 1 })
    const dead = await ask(coach)
    const alsoDead = await ask(coach)
    const alive = await ask()
    expect(alive.place).toEqual({ before: 1, own: false })
    const silent = (answers: string[], seconds: number) =>
      db.asPostgres(
        `with turns as (
           update private.answer_turns
           set queued_at = queued_at - make_interval(secs => $2),
             began_at = began_at - make_interval(secs => $2)
           where answer_id = any ($1)
         )
         update public.messages set saved_at = now() - make_interval(secs => $2)
         where id = any ($1)`,
        [answers, seconds],
      )
    await silent([dead.answerId, alsoDead.answerId], 40)
    expect(await turn(alive.answerId)).toEqual({ before: 1, own: false })
    await silent([dead.answerId, alsoDead.answerId], 46)
    expect(await turn(alive.answerId)).toBeNull()
    // One that comes back after all waits like everybody.
    expect(await turn(dead.answerId, coach)).toEqual({ before: 0, own: false })
  })

  test('begin at once when the limit is lifted', async () => {
    await limit({ communityAnswers: 1 })
    await ask(coach)
    const waiting = await ask()
    await db.asPostgres(
      'update public.answer_limits set community_answers = null where community_id = $1',
      [community],
    )
    expect(await turn(waiting.answerId)).toBeNull()
  })

  test('are asked about by whose they are', async () => {
    await limit({ communityAnswers: 1 })
    const mine = await ask()
    await expect(turn(mine.answerId, coach)).rejects.toMatchObject({ code: 'AG404' })
    await finish(mine.answerId)
    await expect(turn(mine.answerId)).rejects.toMatchObject({ code: 'AG404' })
  })

  test('that a budget refuses hold no place', async () => {
    await limit({ communityAnswers: 1 })
    await db.asPostgres(
      `insert into public.ai_budgets (community_id, holder, period, tokens)
       values ($1, 'community', 'day', 1)`,
      [community],
    )
    const refused = await ask()
    expect(await messageOf(refused.answerId)).toMatchObject({ failure: 'budget.community.day' })
    expect(await turns()).toEqual([])
  })

  test('wait for whoever takes a place at the same moment, and then see it taken', async () => {
    await limit({ communityAnswers: 1 })
    const [one, two] = [await db.connectWorker(), await db.connectWorker()]
    const begin = async (session: WorkerSession, { claims }: Person) => {
      await session.enter(claims)
      return session.query(askSql, [community, agent, randomUUID()])
    }
    await begin(one, member)
    const other = begin(two, coach)
    await db.untilWaiting(two.pid)
    await one.commit()
    const [row] = (await other) as unknown as Asked[]
    await two.commit()
    expect(row?.admitted.place).toEqual({ before: 0, own: false })
    await Promise.all([one.end(), two.end()])
  })

  test('of many who ask at once are never more than may be, and everybody has their turn', async () => {
    await limit({ communityAnswers: 3, personAnswers: 1 })
    const people = await crowd(8)
    let [running, most, done] = [0, 0, 0]
    await atOnce(people, async (session, person) => {
      for (let n = 0; n < 3; n += 1) {
        const [row] = await inOne(session, person, askSql, [community, agent, randomUUID()])
        const { job, admitted } = row as unknown as Asked
        for (let place = admitted.place; place; ) {
          const [asked] = await inOne(session, person, 'select public.take_turn($1) as place', [
            job.answerId,
          ])
          place = asked?.place as Place | null
        }
        running += 1
        most = Math.max(most, running)
        // Made for as long as the others take to ask once.
        await inOne(session, person, 'select pg_sleep(0.005)', [])
        running -= 1
        await inOne(
          session,
          person,
          `select public.save_answer($1, 'Done.', 'complete', null, null)`,
          [job.answerId],
        )
        done += 1
      }
    })
    expect(most).toBe(3)
    expect(done).toBe(24)
    expect(await turns()).toEqual([])
  })
})

/** Lets each do something on a connection of their own, all at the same time. */
function atOnce<T>(
  people: Person[],
  work: (session: WorkerSession, person: Person) => Promise<T>,
): Promise<T[]> {
  return Promise.all(
    people.map(async (person) => {
      const session = await db.connectWorker()
      try {
        return await work(session, person)
      } finally {
        await session.end()
      }
    }),
  )
}

async function inOne(session: WorkerSession, person: Person, text: string, values: unknown[]) {
  await session.enter(person.claims)
  try {
    const rows = await session.query(text, values)
    await session.commit()
    return rows
  } catch (error) {
    await session.rollback()
    throw error
  }
}
