import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { importLegacy, takeBack } from '../../../supabase/legacy/import'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres'
import { startTestPostgres } from '../../fixtures/postgres'

const OWLS = '00000000-0000-4000-8000-0000000000c1'
const LISTENER = '00000000-0000-4000-8000-0000000000e1'
const CUSTOM = '00000000-0000-4000-8000-0000000000b2'

let here: LocalPostgres
let earlier: LocalPostgres
let sql: pg.Client
let earlierSql: pg.Client

beforeAll(async () => {
  here = await startTestPostgres({ with: 'seeded' })
  earlier = await startTestPostgres({ with: 'empty' })
  sql = new pg.Client({ connectionString: here.superuserUrl })
  earlierSql = new pg.Client({ connectionString: earlier.superuserUrl })
  await sql.connect()
  await earlierSql.connect()
  const fixture = readFileSync(new URL('../../fixtures/legacy.sql', import.meta.url), 'utf8')
  await earlierSql.query(fixture)
})
afterAll(async () => {
  await sql?.end()
  await earlierSql?.end()
  await here?.stop()
  await earlier?.stop()
})

const run = async () => {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  await importLegacy({ from: earlier.superuserUrl, into: here.postgresUrl, apply: true, say })
  return said.join('\n')
}
const back = (evenWhatCameSince: boolean) =>
  takeBack({ into: here.postgresUrl, evenWhatCameSince, say: () => {} })
const ask = async (text: string, values: unknown[] = []) => (await sql.query(text, values)).rows

/** What somebody said in the earlier installation after the first import. */
const talkAgain = () =>
  earlierSql.query(
    `insert into conversations (id, user_id, agent_id, messages, created_at) values
       ('00000000-0000-4000-8000-000000000301', $1, $2,
        '[{"role": "user", "content": "Said later."}]', '2024-05-01')`,
    [CUSTOM, LISTENER],
  )

beforeEach(run)
afterEach(async () => {
  await earlierSql.query(
    `delete from conversations where id = '00000000-0000-4000-8000-000000000301'`,
  )
  await back(true)
})

it('knows again who has another address by now', async () => {
  await ask(`update auth.users set email = 'moved@aigym.test' where id = $1`, [CUSTOM])
  await talkAgain()
  const said = await run()
  expect(said).toContain('people          0, and 0 who are here')
  expect(
    await ask(`select owner_id from public.conversations where title = 'Said later.'`),
  ).toEqual([{ owner_id: CUSTOM }])
  expect(await ask(`select id from auth.users where email = 'custom@legacy.test'`)).toEqual([])
})

it('leaves out who is gone since, and says so', async () => {
  await ask('delete from auth.users where id = $1', [CUSTOM])
  await talkAgain()
  const said = await run()
  expect(said).toContain(`public.users ${CUSTOM}: was imported and is gone since`)
  expect(said).toContain(`its owner ${CUSTOM} is left out; its 1 messages are left out`)
  expect(await ask(`select id from auth.users where email = 'custom@legacy.test'`)).toEqual([])
})

it('brings a talk with an agent that is gone since, without it', async () => {
  await ask('delete from public.content_items where id = $1', [LISTENER])
  await talkAgain()
  await run()
  expect(
    await ask(`select agent_id, agent_name from public.conversations where title = 'Said later.'`),
  ).toEqual([{ agent_id: null, agent_name: 'Listener' }])
})

it('leaves out a community that is gone since, with what is in it', async () => {
  await ask('delete from public.communities where id = $1', [OWLS])
  await talkAgain()
  expect(await run()).toContain(`public.communities ${OWLS}: was imported and is gone since`)
})

it('takes what has no date for what it brought, and not for what came since', async () => {
  await talkAgain()
  await earlierSql.query(
    `update conversations set created_at = null where id = '00000000-0000-4000-8000-000000000301'`,
  )
  await run()
  expect(
    await ask(
      `select count(*)::int as later from public.messages
       join private.legacy_rows as made on made.id = messages.conversation_id
       where messages.created_at > made.imported_at`,
    ),
  ).toEqual([{ later: 0 }])
  await back(false)
})

it('names all that would go with it before it is taken back', async () => {
  const [member] = await ask(`select id from auth.users where email = 'member@aigym.test'`)
  const [prompt] = await ask(`select id from public.content_items where title = 'Weekly review'`)
  const [talk] = await ask(`select id from public.conversations where title = 'First talk'`)
  await ask(
    `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')
     on conflict do nothing`,
    [OWLS, member.id],
  )
  await ask(`insert into public.groups (community_id, name) values ($1, 'Early')`, [OWLS])
  await ask(
    `insert into public.files (community_id, owner_id, name, media_type, bytes)
     values ($1, $2, 'notes.pdf', 'application/pdf', 3)`,
    [OWLS, CUSTOM],
  )
  await ask('insert into public.content_progress (user_id, item_id) values ($1, $2)', [
    CUSTOM,
    prompt.id,
  ])
  await ask(
    `insert into public.prompt_ratings (community_id, prompt_id, user_id, good)
     values ($1, $2, $3, true)`,
    [OWLS, prompt.id, CUSTOM],
  )
  await ask(`update public.content_items set title = 'Listens well' where id = $1`, [LISTENER])
  await ask(
    `insert into public.messages (id, conversation_id, author, text, status, saved_at, completed_at)
     values (private.uuidv7_of(now()), $1, 'person', 'Since.', 'complete', now(), now())`,
    [talk.id],
  )
  // A second import must not make it look old.
  await talkAgain()
  await run()
  await expect(back(false)).rejects.toThrow(
    /1 messages, 1 edited items, 1 memberships, 1 groups, 1 files, 1 marks of progress, 1 ratings, which would go too/,
  )
  expect(await ask('select slug from public.communities where id = $1', [OWLS])).toHaveLength(1)
})
