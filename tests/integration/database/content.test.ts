import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

interface Saved {
  id: string
  version: number
  repeated: boolean
}

let db: TestDatabase
let community: string
let coach: Person
let second: Person
let member: Person

beforeAll(async () => {
  db = await startTestDatabase()
  coach = await db.createPerson('coach')
  second = await db.createPerson('second-coach')
  member = await db.createPerson('member')
})
afterAll(() => db?.stop())

beforeEach(async () => {
  const [made] = await db.asPostgres(
    `insert into public.communities (slug, name) values ($1, 'Here') returning id`,
    [`c-${randomUUID().slice(0, 8)}`],
  )
  community = made?.id as string
  await db.asPostgres(
    `insert into public.memberships (community_id, user_id, role)
     values ($1, $2, 'community_admin'), ($1, $3, 'community_admin'), ($1, $4, 'end_user')`,
    [community, coach.id, second.id, member.id],
  )
})

const full = {
  title: ' Interview practice ',
  summary: 'One question at a time',
  greeting: 'Which job?',
  starterQuestions: ['As a nurse', 'As a cook'],
  instructions: 'Ask one question.',
  temperature: 0.4,
  maxOutputTokens: 500,
}

async function save(
  fields: Record<string, unknown>,
  {
    id = null as string | null,
    version = null as number | null,
    who = coach,
    place = community,
  } = {},
): Promise<Saved> {
  const [row] = await db.as(who, 'select public.save_agent($1, $2, $3, $4) as saved', [
    place,
    id,
    version,
    fields,
  ])
  return row?.saved as Saved
}

async function change(
  id: string,
  what: string,
  { version = null as number | null, who = coach } = {},
): Promise<Omit<Saved, 'repeated'>> {
  const [row] = await db.as(who, 'select public.change_content($1, $2, $3) as saved', [
    id,
    version,
    what,
  ])
  return row?.saved as Saved
}

async function agentOf(id: string) {
  const [row] = await db.asPostgres(
    `select c.*, a.greeting, a.starter_questions, i.instructions, i.temperature::float8,
       i.max_output_tokens
     from public.content_items as c
     left join public.agents as a using (id)
     left join public.agent_instructions as i on i.agent_id = c.id
     where c.id = $1`,
    [id],
  )
  return row ?? {}
}

describe('save_agent', () => {
  test('makes a draft with all its parts', async () => {
    const saved = await save(full)
    expect(saved).toEqual({ id: expect.any(String), version: 1, repeated: false })
    expect(await agentOf(saved.id)).toMatchObject({
      community_id: community,
      kind: 'agent',
      title: 'Interview practice',
      slug: 'interview-practice',
      summary: 'One question at a time',
      status: 'draft',
      owner_id: coach.id,
      published_at: null,
      greeting: 'Which job?',
      starter_questions: ['As a nurse', 'As a cook'],
      instructions: 'Ask one question.',
      temperature: 0.4,
      max_output_tokens: 500,
    })
  })

  test('changes the version that the coach saw, and leaves alone what is not said', async () => {
    const { id } = await save(full)
    const saved = await save({ summary: 'New', temperature: 1.5 }, { id, version: 1, who: second })
    expect(saved).toEqual({ id, version: 2, repeated: false })
    expect(await agentOf(id)).toMatchObject({
      title: 'Interview practice',
      summary: 'New',
      temperature: 1.5,
      instructions: 'Ask one question.',
      owner_id: coach.id,
    })
    await save({ ...full, title: 'Other name', starterQuestions: [] }, { id, version: 2 })
    expect(await agentOf(id)).toMatchObject({
      slug: 'other-name',
      starter_questions: [],
      version: 3,
    })
  })

  test('tells the second of two coaches that the agent changed, and to what', async () => {
    const { id } = await save(full)
    await save({ summary: 'First' }, { id, version: 1 })
    expect(
      await refusal(save({ summary: 'Second' }, { id, version: 1, who: second })),
    ).toMatchObject({
      code: 'AG409',
      detail: 'agent.changed',
      hint: '2',
    })
    expect((await agentOf(id)).summary).toBe('First')
  })

  test('tells it too when both save at the same moment', async () => {
    const { id } = await save(full)
    const one = await db.connectWorker()
    const two = await db.connectWorker()
    const sql = 'select public.save_agent($1, $2, 1, $3)'
    await one.enter(coach.claims)
    await one.query(sql, [community, id, { summary: 'First' }])
    await two.enter(second.claims)
    const waiting = refusal(two.query(sql, [community, id, { summary: 'Second' }]))
    await db.untilWaiting(two.pid)
    await one.commit()
    expect(await waiting).toMatchObject({ code: 'AG409', detail: 'agent.changed', hint: '2' })
    await two.rollback()
    expect((await agentOf(id)).summary).toBe('First')
    await one.end()
    await two.end()
  })

  test('takes a double submit for one, also at the same moment', async () => {
    const fields = { ...full, key: randomUUID() }
    const one = await db.connectWorker()
    const two = await db.connectWorker()
    const sql = 'select public.save_agent($1, null, null, $2) as saved'
    await one.enter(coach.claims)
    const [first] = await one.query(sql, [community, fields])
    await two.enter(coach.claims)
    const waiting = two.query(sql, [community, fields])
    await db.untilWaiting(two.pid)
    await one.commit()
    const made = first?.saved as Saved
    expect(await waiting).toEqual([{ saved: { ...made, repeated: true } }])
    await two.commit()
    expect(await save(fields)).toEqual({ ...made, repeated: true })
    await one.end()
    await two.end()
  })

  test.each(['Interview practice', 'INTERVIEW   practice!', 'interview-practice'])(
    'refuses the name of another agent: %s',
    async (title) => {
      await save(full)
      const other = await save({ ...full, title: 'Other' })
      const taken = { code: 'AG409', detail: 'agent.name-taken' }
      expect(await refusal(save({ ...full, title }))).toMatchObject(taken)
      expect(await refusal(save({ title }, { id: other.id, version: 1 }))).toMatchObject(taken)
    },
  )

  test('lets another community, and a deleted agent, keep the name', async () => {
    const { id } = await save(full)
    await change(id, 'delete')
    const again = await save(full)
    expect(again.id).not.toBe(id)
    expect(await refusal(change(id, 'restore'))).toMatchObject({
      code: 'AG409',
      detail: 'agent.name-taken',
    })
  })

  test.each([
    ['日本語の先生', '日本語の先生'],
    ['Ärzte & Pflege', 'ärzte-pflege'],
    ['हिंदी अभ्यास', 'हिंदी-अभ्यास'],
    ['<b>Bold</b>', 'b-bold-b'],
    ['ＦＵＬＬ width', 'full-width'],
    ['!!!', expect.stringMatching(/^x[0-9a-f]{12}$/)],
  ])('makes a slug of %s', async (title, slug) => {
    const { id } = await save({ ...full, title })
    expect(await agentOf(id)).toMatchObject({ title, slug })
  })

  test.each([
    ['no title', { title: '' }, 'content_items_title_length'],
    ['a blank title', { title: '   ' }, 'content_items_title_length'],
    ['a title of 121', { title: 'x'.repeat(121) }, 'content_items_title_length'],
    ['a summary of 501', { summary: 'x'.repeat(501) }, 'content_items_summary_length'],
    ['a greeting of 2,001', { greeting: 'x'.repeat(2001) }, 'agents_greeting_length'],
    ['seven questions', { starterQuestions: Array(7).fill('x') }, 'agents_starter_questions_few'],
    ['null as a question', { starterQuestions: [null] }, 'agents_starter_questions_few'],
    [
      '32,001 characters of instructions',
      { instructions: 'x'.repeat(32_001) },
      'agent_instructions_length',
    ],
    ['a temperature of 2.1', { temperature: 2.1 }, 'agent_instructions_temperature_range'],
    ['no tokens', { maxOutputTokens: 0 }, 'agent_instructions_max_output_tokens_range'],
  ])('refuses %s, and nothing of it stays', async (_, fields, constraint) => {
    expect(await refusal(save({ ...full, ...fields }))).toMatchObject({ code: '23514', constraint })
    const left = await db.asPostgres(
      'select id from public.content_items where community_id = $1',
      [community],
    )
    expect(left).toEqual([])
  })

  test('refuses members, and coaches of another community', async () => {
    const { id } = await save(full)
    await change(id, 'publish')
    const outsider = await db.createPerson(`outsider-${randomUUID()}`)
    for (const who of [member, outsider]) {
      expect(await refusal(save(full, { who }))).toMatchObject({ code: '42501' })
      expect(await refusal(save(full, { id, version: 2, who }))).toMatchObject({ code: '42501' })
    }
  })

  test('finds no agent elsewhere', async () => {
    const [elsewhere] = await db.asPostgres(
      `insert into public.communities (slug, name) values ($1, 'There') returning id`,
      [`e-${randomUUID().slice(0, 8)}`],
    )
    await db.asPostgres(
      `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'community_admin')`,
      [elsewhere?.id, coach.id],
    )
    const { id } = await save(full)
    const place = elsewhere?.id as string
    const missing = { code: 'AG404', detail: 'agent.not-found' }
    expect(await refusal(save(full, { id, version: 1, place }))).toMatchObject(missing)
    expect(await refusal(save(full, { id: randomUUID(), version: 1 }))).toMatchObject(missing)
  })

  test('tells that the agent was deleted meanwhile', async () => {
    const { id } = await save(full)
    await change(id, 'delete')
    expect(await refusal(save({ summary: 'x' }, { id, version: 1 }))).toMatchObject({
      code: 'AG409',
      detail: 'agent.deleted',
    })
  })
})

describe('change_content', () => {
  test('publishes, takes back, deletes and restores, a version each time', async () => {
    const { id } = await save(full)
    const seen = async () =>
      (await db.as(member, 'select id from public.agents where id = $1', [id])).length
    expect(await seen()).toBe(0)
    expect(await change(id, 'publish', { version: 1 })).toEqual({ id, version: 2 })
    expect(await seen()).toBe(1)
    expect((await agentOf(id)).published_at).toBeInstanceOf(Date)
    expect(await change(id, 'take-back', { version: 2 })).toEqual({ id, version: 3 })
    expect(await seen()).toBe(0)
    await change(id, 'publish', { version: 3 })
    expect(await change(id, 'delete', { version: 4 })).toEqual({ id, version: 5 })
    expect(await seen()).toBe(0)
    expect(await change(id, 'restore', { version: 5 })).toEqual({ id, version: 6 })
    expect(await seen()).toBe(1)
  })

  test('takes a second click for what it is, whatever version it saw', async () => {
    const { id } = await save(full)
    await change(id, 'publish', { version: 1 })
    expect(await change(id, 'publish', { version: 1 })).toEqual({ id, version: 2 })
    await change(id, 'delete', { version: 2 })
    expect(await change(id, 'delete', { version: 2 })).toEqual({ id, version: 3 })
  })

  test('tells of another coach’s change', async () => {
    const { id } = await save(full)
    await save({ instructions: 'Something else' }, { id, version: 1, who: second })
    expect(await refusal(change(id, 'publish', { version: 1 }))).toMatchObject({
      code: 'AG409',
      detail: 'agent.changed',
      hint: '2',
    })
    expect((await agentOf(id)).status).toBe('draft')
  })

  test('waits for a change that is under way, and then tells of it', async () => {
    const { id } = await save(full)
    const one = await db.connectWorker()
    const two = await db.connectWorker()
    await one.enter(coach.claims)
    await one.query('select public.save_agent($1, $2, 1, $3)', [community, id, { summary: 'x' }])
    await two.enter(second.claims)
    const waiting = refusal(two.query(`select public.change_content($1, 1, 'publish')`, [id]))
    await db.untilWaiting(two.pid)
    await one.commit()
    expect(await waiting).toMatchObject({ detail: 'agent.changed', hint: '2' })
    await two.rollback()
    await one.end()
    await two.end()
  })

  test('publishes no agent without instructions, and nothing deleted', async () => {
    const { id } = await save({ ...full, instructions: ' \n' })
    expect(await refusal(change(id, 'publish'))).toMatchObject({
      code: 'AG422',
      detail: 'agent.instructions-missing',
    })
    await change(id, 'delete')
    expect(await refusal(change(id, 'publish'))).toMatchObject({
      code: 'AG409',
      detail: 'agent.deleted',
    })
  })

  test('refuses members what they see, and does not tell of what they don’t', async () => {
    const { id } = await save(full)
    expect(await refusal(change(id, 'publish', { who: member }))).toMatchObject({
      code: 'AG404',
      detail: 'content.not-found',
    })
    await change(id, 'publish')
    expect(await refusal(change(id, 'delete', { who: member }))).toMatchObject({ code: '42501' })
    expect(await refusal(change(randomUUID(), 'delete'))).toMatchObject({ code: 'AG404' })
  })

  test('refuses a change that there is not', async () => {
    const { id } = await save(full)
    expect(await refusal(change(id, 'explode'))).toMatchObject({
      code: 'AG422',
      detail: 'change.invalid',
    })
  })
})

describe('the tables themselves', () => {
  test('keep content when its owner’s account goes', async () => {
    const leaving = await db.createPerson(`leaving-${randomUUID()}`)
    await db.asPostgres(
      `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'community_admin')`,
      [community, leaving.id],
    )
    const { id } = await save(full, { who: leaving })
    await db.asPostgres('delete from auth.users where id = $1', [leaving.id])
    expect(await agentOf(id)).toMatchObject({ owner_id: null, title: 'Interview practice' })
  })

  test('date and count every change, whoever makes it', async () => {
    const { id } = await save(full)
    const before = await agentOf(id)
    await db.as(coach, `update public.content_items set summary = 'x' where id = $1`, [id])
    const after = await agentOf(id)
    expect(after.version).toBe(2)
    expect((after.updated_at as Date).getTime()).toBeGreaterThan(
      (before.updated_at as Date).getTime(),
    )
  })
})
