import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let member: Person
let conversation: string

beforeAll(async () => {
  db = await startTestDatabase()
  member = await db.createPerson('member')
})
afterAll(() => db?.stop())

beforeEach(async () => {
  const [made] = await db.asPostgres(
    `with community as (
       insert into public.communities (slug, name) values ($1, 'Gym') returning id
     )
     insert into public.conversations (id, community_id, owner_id, agent_name, title, readers)
     select private.uuidv7_at('2020-01-01'), id, $2, 'Agent', 'Talk', 'owner' from community
     returning id`,
    [`c-${randomUUID().slice(0, 8)}`, member.id],
  )
  conversation = made?.id as string
  return () => db.asPostgres('delete from public.conversations')
})

/** The partitions of messages, by name. */
async function months(): Promise<string[]> {
  const rows = await db.asPostgres(
    `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
     where inhparent = 'public.messages'::regclass order by 1`,
  )
  return rows.map(({ name }) => name as string)
}

/** A message of a time, below another one. */
async function messageAt(at: string, parent: string | null = null): Promise<string> {
  const [row] = await db.asPostgres(
    `insert into public.messages (id, conversation_id, parent_id, author, text, status, completed_at)
     values (private.uuidv7_at($1), $2, $3, 'person', $1, 'complete', now()) returning id`,
    [at, conversation, parent],
  )
  return row?.id as string
}

async function partitionOf(message: string): Promise<unknown> {
  const [row] = await db.asPostgres(
    'select tableoid::regclass::text as name from public.messages where id = $1',
    [message],
  )
  return row?.name
}

const keepAt = async (now: string) => {
  const [row] = await db.asPostgres('select private.keep_partitions_at($1) as made', [now])
  return row?.made
}

describe('keys of an instant', () => {
  test('are below each key of it, and above each key before it', async () => {
    const [row] = await db.asPostgres(`
      select private.uuidv7_at('2026-11-01 00:00:00Z')::text as start,
        private.uuidv7_at('2026-11-01 00:00:00.123457Z') > private.uuidv7_at('2026-11-01 00:00:00.123456Z') as grows`)
    const hex = Date.parse('2026-11-01T00:00:00Z').toString(16).padStart(12, '0')
    expect(row).toEqual({
      start: `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`,
      grows: true,
    })
    const rows = await db.asPostgres(`
      select private.uuidv7_at(statement_timestamp() - interval '2 milliseconds') < key as above,
        key < private.uuidv7_at(clock_timestamp() + interval '2 milliseconds') as below
      from (select private.uuidv7() as key from generate_series(1, 200)) as made`)
    expect(rows.filter(({ above, below }) => !above || !below)).toEqual([])
  })

  test('follow the one before, also where the clock was set back', async () => {
    const [row] = await db.asPostgres(`
      select next > future as follows, private.uuidv7_after(next) > next as again,
        next < private.uuidv7_at('2030-01-01 00:00:00.000002Z') as closely, next::text as next
      from (
        select future, private.uuidv7_after(future) as next
        from (values (private.uuidv7_at('2030-01-01Z'))) as keys (future)
      ) as made`)
    expect(row).toEqual({
      follows: true,
      again: true,
      closely: true,
      next: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/),
    })
    const rows = await db.asPostgres(`
      with recursive keys (n, key) as (
        select 1, private.uuidv7_at('2031-01-01 00:00:00.999999Z')
        union all select n + 1, private.uuidv7_after(key) from keys where n < 9000
      )
      select key > lag(key) over (order by n) as grew from keys`)
    expect(rows.filter(({ grew }) => grew === false)).toEqual([])
  })
})

describe('months', () => {
  test('stand ready: this one and three more', async () => {
    const [row] = await db.asPostgres(`
      select array_agg(to_char(now() at time zone 'UTC' + make_interval(months => n), '"messages_"YYYY_MM')
        order by n) as names
      from generate_series(0, 3) as n`)
    expect(await months()).toEqual([...((row?.names ?? []) as string[]), 'messages_default'])
  })

  test('are made ahead as the clock moves, once', async () => {
    const before = await months()
    expect(await keepAt('2031-05-31T23:59:59Z')).toBeGreaterThanOrEqual(4)
    expect((await months()).length).toBe(before.length + 4)
    expect(await keepAt('2031-05-31T23:59:59Z')).toBe(0)
    expect(await keepAt('2031-06-01T00:00:00Z')).toBeGreaterThanOrEqual(1)
    expect((await months()).length).toBe(before.length + 5)
    expect(await months()).toEqual(
      expect.arrayContaining([
        'messages_2031_05',
        'messages_2031_06',
        'messages_2031_07',
        'messages_2031_08',
        'messages_2031_09',
      ]),
    )
    expect(await partitionOf(await messageAt('2031-06-01T00:00:00Z'))).toBe(
      'private.messages_2031_06',
    )
    expect(await partitionOf(await messageAt('2031-05-31T23:59:59.999999Z'))).toBe(
      'private.messages_2031_05',
    )
    // A clock that jumps back finds them.
    expect(await keepAt('2031-05-01T00:00:00Z')).toBe(0)
  })

  test('that are made late take their rows from the default partition, with all that points at them', async () => {
    const first = await messageAt('2032-01-31T12:00:00Z')
    const second = await messageAt('2032-02-01T00:00:00Z', first)
    const far = await messageAt('2035-01-01T00:00:00Z', second)
    await db.asPostgres('insert into public.message_posts values ($1, $2, $3)', [
      conversation,
      randomUUID(),
      second,
    ])
    const keys = () =>
      db.asPostgres(
        `select conrelid::regclass::text as relation, conname, pg_get_constraintdef(oid) as definition, convalidated
         from pg_constraint where confrelid = 'public.messages'::regclass and conparentid = 0 order by 1, 2`,
      )
    const before = await keys()
    expect(before.length).toBeGreaterThan(2)
    expect(await partitionOf(second)).toBe('private.messages_default')

    // The job slept for two months.
    expect(await keepAt('2032-03-15T00:00:00Z')).toBeGreaterThanOrEqual(6)
    expect(await partitionOf(first)).toBe('private.messages_2032_01')
    expect(await partitionOf(second)).toBe('private.messages_2032_02')
    expect(await partitionOf(far)).toBe('private.messages_default')
    expect(await keys()).toEqual(before)
    expect(
      await db.asPostgres(
        'select message_id from public.message_posts where conversation_id = $1',
        [conversation],
      ),
    ).toEqual([{ message_id: second }])
    const deleted = db.asPostgres('delete from public.messages where id = $1', [first])
    expect(await refusal(deleted)).toMatchObject({ code: '23503' })
  })

  test('are made by one of two jobs at once', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async () => {
        const client = new pg.Client({ connectionString: db.postgres.postgresUrl })
        await client.connect()
        return client
      }),
    )
    if (!one || !two) throw new Error('no connection')
    try {
      await one.query('begin')
      await one.query(`select private.keep_partitions_at('2033-01-01')`)
      const { rows } = await two.query(`select private.keep_partitions_at('2033-01-01') as made`)
      expect(rows).toEqual([{ made: 0 }])
      await one.query('commit')
    } finally {
      await one.end()
      await two.end()
    }
    expect(await months()).toContain('messages_2033_04')
  })

  test('are kept by the Worker itself, who names neither the table nor the time', async () => {
    const worker = await db.connectWorker()
    try {
      expect(await worker.query('select private.keep_partitions() as made')).toEqual([{ made: 0 }])
      for (const call of [
        `private.keep_partitions_at('2040-01-01')`,
        `private.ensure_month_partitions('public.messages', '2040-01-01', 1)`,
        `private.register_partitions('public.messages')`,
      ]) {
        expect(await refusal(worker.query(`select ${call}`))).toMatchObject({ code: '42501' })
      }
    } finally {
      await worker.end()
    }
    expect(await refusal(db.as(member, 'select private.keep_partitions()'))).toMatchObject({
      code: '42501',
    })
  })

  test('are no way past the policies', async () => {
    const direct = db.as(member, 'select * from private.messages_default')
    expect(await refusal(direct)).toMatchObject({ code: '42501' })
  })
})

describe('messages', () => {
  test('are never older than their conversation', async () => {
    expect(await refusal(messageAt('2019-12-31T23:59:59Z'))).toMatchObject({
      code: '23514',
      constraint: 'messages_after_conversation',
    })
  })

  test('go with their conversation, out of every month', async () => {
    const first = await messageAt('2026-11-05T00:00:00Z')
    await messageAt('2036-01-01T00:00:00Z', first)
    await db.asPostgres('delete from public.conversations where id = $1', [conversation])
    expect(await db.asPostgres('select id from public.messages')).toEqual([])
  })

  test('that go on after a clock was set back stay in order', async () => {
    const late = await messageAt('2034-01-01T00:00:00Z')
    const [community] = await db.asPostgres(
      'select community_id as id from public.conversations where id = $1',
      [conversation],
    )
    await db.asPostgres(`insert into public.memberships values ($1, $2, 'end_user')`, [
      community?.id,
      member.id,
    ])
    await db.asPostgres(
      `with item as (
         insert into public.content_items (community_id, kind, title, slug, status)
         values ($1, 'agent', 'A', 'a', 'published') returning id
       ), agent as (insert into public.agents (id) select id from item)
       update public.conversations set agent_id = item.id from item where conversations.id = $2`,
      [community?.id, conversation],
    )
    const [sent] = await db.as(
      member,
      `select job ->> 'personMessageId' as asked, job ->> 'answerId' as answer
       from public.send_message($1, $2, null, 'And now?', $3) as job`,
      [community?.id, conversation, randomUUID()],
    )
    expect((sent?.asked as string) > late).toBe(true)
    expect((sent?.answer as string) > (sent?.asked as string)).toBe(true)
  })
})
