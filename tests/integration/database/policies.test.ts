import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, roles, type Scene, setScene } from './cast.ts'
import { refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

/**
 * What each role may do, tried on real Postgres as the Worker's login.
 *
 *   +  it happens: rows come, or change
 *   .  nothing is there: no row is seen or changed, and no error tells that there was one
 *   x  refused (42501): by a missing grant, or by the policy that checks a new row
 */
const expectations = `
                                          nobody member neighbour coach super rivalCoach rival removed applicant
profiles select the member                   x      +       .       +     +       .        .      .        .
profiles select the applicant                x      .       .       .     +       +        .      .        +
profiles insert one                          x      x       x       x     x       x        x      x        x
profiles update the member's name            x      +       .       .     .       .        .      .        .
profiles update the member's suspension      x      x       x       x     x       x        x      x        x
profiles delete the member                   x      x       x       x     x       x        x      x        x

communities select by invitation             x      +       +       +     +       .        .      .        .
communities select open                      x      +       +       +     +       +        +      +        +
communities insert one                       x      x       x       x     +       x        x      x        x
communities update the description           x      .       .       +     +       .        .      .        .
communities update the slug                  x      x       x       x     x       x        x      x        x
communities delete one                       x      x       x       x     x       x        x      x        x

memberships select the member's              x      +       .       +     +       .        .      .        .
memberships insert oneself                   x      x       x       x     x       x        x      x        x
memberships update one's role                x      x       x       x     x       x        x      x        x
memberships delete the member's              x      x       x       x     x       x        x      x        x

pending_members select who is awaited        x      .       .       +     +       .        .      .        .
pending_members insert one                   x      x       x       x     x       x        x      x        x
pending_members update a role                x      x       x       x     x       x        x      x        x
pending_members delete who is awaited        x      .       .       +     +       .        .      .        .

join_requests select the applicant's         x      .       .       .     +       +        .      .        +
join_requests insert one's own, open         x      +       +       +     +       +        +      +        +
join_requests insert one's own, closed       x      x       x       x     x       x        x      x        x
join_requests insert for the neighbour       x      x       +       x     x       x        x      x        x
join_requests update one                     x      x       x       x     x       x        x      x        x
join_requests delete the applicant's         x      .       .       .     .       .        .      .        +

platform_admins select the super admin       x      .       .       .     +       .        .      .        .
platform_admins insert oneself               x      x       x       x     x       x        x      x        x
platform_admins update one                   x      x       x       x     x       x        x      x        x
platform_admins delete the super admin       x      x       x       x     x       x        x      x        x

content_items select the published           x      +       +       +     +       .        .      .        .
content_items select the draft               x      .       .       +     +       .        .      .        .
content_items select the deleted             x      .       .       +     +       .        .      .        .
content_items insert in one's own name       x      x       x       +     +       x        x      x        x
content_items insert in the coach's name     x      x       x       +     x       x        x      x        x
content_items update the published           x      .       .       +     +       .        .      .        .
content_items update the owner               x      x       x       x     x       x        x      x        x
content_items update the community           x      x       x       x     x       x        x      x        x
content_items update the version             x      x       x       x     x       x        x      x        x
content_items delete the published           x      x       x       x     x       x        x      x        x

agents select the published                  x      +       +       +     +       .        .      .        .
agents select the draft                      x      .       .       +     +       .        .      .        .
agents insert one                            x      x       x       +     +       x        x      x        x
agents update the published                  x      .       .       +     +       .        .      .        .
agents delete the published                  x      x       x       x     x       x        x      x        x

agent_instructions select the published      x      .       .       +     +       .        .      .        .
agent_instructions insert one                x      x       x       +     +       x        x      x        x
agent_instructions update the published      x      .       .       +     +       .        .      .        .
agent_instructions delete the published      x      x       x       x     x       x        x      x        x

conversations select the private             x      +       .       .     .       .        .      .        .
conversations select the shared              x      +       .       +     .       .        .      .        .
conversations select the deleted             x      +       .       .     .       .        .      .        .
conversations select the removed person's    x      .       .       .     .       .        .      .        .
conversations insert one                     x      x       x       x     x       x        x      x        x
conversations update the shared one's title  x      +       .       .     .       .        .      .        .
conversations update the private one's end   x      +       .       .     .       .        .      .        .
conversations update the deleted one's end   x      +       .       .     .       .        .      .        .
conversations update the removed person's    x      .       .       .     .       .        .      .        .
conversations update the readers             x      x       x       x     x       x        x      x        x
conversations delete the private             x      x       x       x     x       x        x      x        x

messages select of the private               x      +       .       .     .       .        .      .        .
messages select of the shared                x      +       .       +     .       .        .      .        .
messages select of the deleted               x      +       .       .     .       .        .      .        .
messages select of the removed person's      x      .       .       .     .       .        .      .        .
messages insert one                          x      x       x       x     x       x        x      x        x
messages update the shared                   x      x       x       x     x       x        x      x        x
messages delete the shared                   x      x       x       x     x       x        x      x        x
`

type Statement = (scene: Scene, me: string) => [sql: string, ...values: unknown[]]

const statements: Record<string, Statement> = {
  'profiles select the member': (s) => ['select from profiles where id = $1', s.people.member.id],
  'profiles select the applicant': (s) => [
    'select from profiles where id = $1',
    s.people.applicant.id,
  ],
  'profiles insert one': () => [
    "insert into profiles (id, display_name) values (gen_random_uuid(), 'x')",
  ],
  "profiles update the member's name": (s) => [
    "update profiles set display_name = 'x' where id = $1 returning id",
    s.people.member.id,
  ],
  "profiles update the member's suspension": (s) => [
    'update profiles set suspended_at = now() where id = $1 returning id',
    s.people.member.id,
  ],
  'profiles delete the member': (s) => ['delete from profiles where id = $1', s.people.member.id],

  'communities select by invitation': (s) => ['select from communities where id = $1', s.northside],
  'communities select open': (s) => ['select from communities where id = $1', s.harbor],
  'communities insert one': () => [
    "insert into communities (slug, name) values ('new', 'New') returning id",
  ],
  'communities update the description': (s) => [
    "update communities set description = 'x' where id = $1 returning id",
    s.northside,
  ],
  'communities update the slug': (s) => [
    "update communities set slug = 'x' where id = $1 returning id",
    s.northside,
  ],
  'communities delete one': (s) => ['delete from communities where id = $1', s.northside],

  "memberships select the member's": (s) => [
    'select from memberships where user_id = $1',
    s.people.member.id,
  ],
  'memberships insert oneself': (s, me) => [
    "insert into memberships (community_id, user_id, role) values ($1, $2, 'community_admin')",
    s.commons,
    me,
  ],
  "memberships update one's role": (_, me) => [
    "update memberships set role = 'community_admin' where user_id = $1 returning user_id",
    me,
  ],
  "memberships delete the member's": (s) => [
    'delete from memberships where user_id = $1 returning user_id',
    s.people.member.id,
  ],

  'pending_members select who is awaited': (s) => [
    'select from pending_members where community_id = $1',
    s.northside,
  ],
  'pending_members insert one': (s, me) => [
    `insert into pending_members (community_id, email, role, added_by)
     values ($1, 'x@people.test', 'end_user', $2)`,
    s.northside,
    me,
  ],
  'pending_members update a role': (s) => [
    "update pending_members set role = 'community_admin' where community_id = $1",
    s.northside,
  ],
  'pending_members delete who is awaited': (s) => [
    'delete from pending_members where community_id = $1 returning email',
    s.northside,
  ],

  "join_requests select the applicant's": (s) => [
    'select from join_requests where user_id = $1',
    s.people.applicant.id,
  ],
  "join_requests insert one's own, open": (s, me) => [
    'insert into join_requests (community_id, user_id) values ($1, $2) returning user_id',
    s.commons,
    me,
  ],
  "join_requests insert one's own, closed": (s, me) => [
    'insert into join_requests (community_id, user_id) values ($1, $2) returning user_id',
    s.northside,
    me,
  ],
  'join_requests insert for the neighbour': (s) => [
    'insert into join_requests (community_id, user_id) values ($1, $2)  returning user_id',
    s.commons,
    s.people.neighbour.id,
  ],
  'join_requests update one': (s) => [
    'update join_requests set created_at = now() where community_id = $1',
    s.harbor,
  ],
  "join_requests delete the applicant's": (s) => [
    'delete from join_requests where user_id = $1 returning user_id',
    s.people.applicant.id,
  ],

  'platform_admins select the super admin': (s) => [
    'select from platform_admins where user_id = $1',
    s.people.super.id,
  ],
  'platform_admins insert oneself': (_, me) => [
    'insert into platform_admins (user_id) values ($1)',
    me,
  ],
  'platform_admins update one': (_, me) => ['update platform_admins set user_id = $1', me],
  'platform_admins delete the super admin': (s) => [
    'delete from platform_admins where user_id = $1',
    s.people.super.id,
  ],

  'content_items select the published': (s) => [
    'select from content_items where id = $1',
    s.published,
  ],
  'content_items select the draft': (s) => ['select from content_items where id = $1', s.draft],
  'content_items select the deleted': (s) => ['select from content_items where id = $1', s.deleted],
  "content_items insert in one's own name": (s, me) => [
    `insert into content_items (community_id, kind, title, slug, owner_id)
     values ($1, 'agent', 'new', 'new', $2) returning id`,
    s.northside,
    me,
  ],
  "content_items insert in the coach's name": (s) => [
    `insert into content_items (community_id, kind, title, slug, owner_id)
     values ($1, 'agent', 'new', 'new', $2) returning id`,
    s.northside,
    s.people.coach.id,
  ],
  'content_items update the published': (s) => [
    "update content_items set title = 'x' where id = $1 returning id",
    s.published,
  ],
  'content_items update the owner': (s, me) => [
    'update content_items set owner_id = $2 where id = $1',
    s.published,
    me,
  ],
  'content_items update the community': (s) => [
    'update content_items set community_id = $2 where id = $1',
    s.published,
    s.harbor,
  ],
  'content_items update the version': (s) => [
    'update content_items set version = 1 where id = $1',
    s.published,
  ],
  'content_items delete the published': (s) => [
    'delete from content_items where id = $1',
    s.published,
  ],

  'agents select the published': (s) => ['select from agents where id = $1', s.published],
  'agents select the draft': (s) => ['select from agents where id = $1', s.draft],
  'agents insert one': (s) => ['insert into agents (id) values ($1) returning id', s.bare],
  'agents update the published': (s) => [
    "update agents set greeting = 'x' where id = $1 returning id",
    s.published,
  ],
  'agents delete the published': (s) => ['delete from agents where id = $1', s.published],

  'agent_instructions select the published': (s) => [
    'select from agent_instructions where agent_id = $1',
    s.published,
  ],
  'agent_instructions insert one': (s) => [
    'insert into agent_instructions (agent_id) values ($1) returning agent_id',
    s.mute,
  ],
  'agent_instructions update the published': (s) => [
    "update agent_instructions set instructions = 'x' where agent_id = $1 returning agent_id",
    s.published,
  ],
  'agent_instructions delete the published': (s) => [
    'delete from agent_instructions where agent_id = $1',
    s.published,
  ],

  'conversations select the private': (s) => [
    'select from conversations where id = $1',
    s.privateTalk,
  ],
  'conversations select the shared': (s) => [
    'select from conversations where id = $1',
    s.sharedTalk,
  ],
  'conversations select the deleted': (s) => [
    'select from conversations where id = $1',
    s.deletedTalk,
  ],
  "conversations select the removed person's": (s) => [
    'select from conversations where id = $1',
    s.removedTalk,
  ],
  'conversations insert one': (s, me) => [
    `insert into conversations (community_id, owner_id, agent_name, title, readers)
     values ($1, $2, 'x', 'x', 'owner')`,
    s.northside,
    me,
  ],
  "conversations update the shared one's title": (s) => [
    "update conversations set title = 'x' where id = $1 returning id",
    s.sharedTalk,
  ],
  "conversations update the private one's end": (s) => [
    'update conversations set deleted_at = now() where id = $1 returning id',
    s.privateTalk,
  ],
  "conversations update the deleted one's end": (s) => [
    'update conversations set deleted_at = null where id = $1 returning id',
    s.deletedTalk,
  ],
  "conversations update the removed person's": (s) => [
    "update conversations set title = 'x' where id = $1 returning id",
    s.removedTalk,
  ],
  'conversations update the readers': (s) => [
    "update conversations set readers = 'owner' where id = $1",
    s.sharedTalk,
  ],
  'conversations delete the private': (s) => [
    'delete from conversations where id = $1',
    s.privateTalk,
  ],

  'messages select of the private': (s) => [
    'select from messages where conversation_id = $1',
    s.privateTalk,
  ],
  'messages select of the shared': (s) => [
    'select from messages where conversation_id = $1',
    s.sharedTalk,
  ],
  'messages select of the deleted': (s) => [
    'select from messages where conversation_id = $1',
    s.deletedTalk,
  ],
  "messages select of the removed person's": (s) => [
    'select from messages where conversation_id = $1',
    s.removedTalk,
  ],
  'messages insert one': (s) => [
    `insert into messages (conversation_id, author, text, status, completed_at)
     values ($1, 'person', 'x', 'complete', now())`,
    s.privateTalk,
  ],
  'messages update the shared': (s) => [
    "update messages set text = 'x' where conversation_id = $1",
    s.sharedTalk,
  ],
  'messages delete the shared': (s) => [
    'delete from messages where conversation_id = $1',
    s.sharedTalk,
  ],
}

const [header = '', ...lines] = expectations.split('\n').filter((line) => line.trim() !== '')
const wanted = lines.map((line) => {
  const name = line.slice(0, 44).trim()
  return { name, marks: line.slice(44).trim().split(/\s+/) }
})

let db: TestDatabase
let scene: Scene

beforeAll(async () => {
  db = await startTestDatabase()
  scene = await setScene(db)
})
afterAll(() => db?.stop())

async function markOf(role: Role, statement: Statement): Promise<string> {
  const person = role === 'nobody' ? null : scene.people[role]
  const [sql, ...values] = statement(scene, person?.id ?? '00000000-0000-0000-0000-000000000000')
  try {
    const rows = await db.tryAs(person, sql, values)
    return rows.length > 0 ? '+' : '.'
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '42501') return 'x'
    throw error
  }
}

describe('what each role may do', () => {
  test('the table names every role', () => {
    expect(header.trim().split(/\s+/)).toEqual([...roles])
  })

  test.each(wanted)('$name', async ({ name, marks }) => {
    const statement = statements[name]
    if (statement === undefined) throw new Error(`no statement for "${name}"`)
    const found: Record<string, string> = {}
    for (const role of roles) found[role] = await markOf(role, statement)
    expect(found).toEqual(Object.fromEntries(roles.map((role, at) => [role, marks[at]])))
  })

  test('the table names every operation on every table', async () => {
    const tables = await db.asPostgres(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
       and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
    )
    const missing = tables.flatMap(({ name: table }) =>
      ['select', 'insert', 'update', 'delete'].filter(
        (operation) => !wanted.some(({ name }) => name.startsWith(`${table} ${operation} `)),
      ),
    )
    expect(tables.length).toBeGreaterThan(10)
    expect(missing).toEqual([])
  })
})

describe('who is kept out before anything runs', () => {
  test.each(wanted)('$name', async ({ name }) => {
    const statement = statements[name]
    if (statement === undefined) throw new Error(`no statement for "${name}"`)
    for (const [who, code] of [
      ['suspended', 'AG403'],
      ['revoked', 'AG401'],
    ] as const) {
      const person = scene.people[who]
      const [sql, ...values] = statement(scene, person.id)
      expect(await refusal(db.tryAs(person, sql, values))).toMatchObject({ code })
    }
  })

  test('claims that private.enter() did not see are nobody’s', async () => {
    const worker = await db.connectWorker()
    await worker.query('begin')
    await worker.query(`select set_config('request.jwt.claims', $1, true)`, [
      JSON.stringify(scene.people.coach.claims),
    ])
    await worker.query('set local role authenticated')
    for (const table of ['profiles', 'communities', 'content_items', 'conversations', 'messages']) {
      expect(await worker.query(`select * from public.${table}`), table).toEqual([])
    }
    await worker.rollback()
    await worker.end()
  })
})
