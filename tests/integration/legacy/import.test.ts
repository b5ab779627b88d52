import { readFileSync } from 'node:fs'
import { createServer, type Socket, connect as toSocket } from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { importLegacy, takeBack } from '../../../supabase/legacy/import'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres'
import { startTestPostgres } from '../../fixtures/postgres'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

/** bcrypt of `the-old-password`. */
const BCRYPT = '$2b$10$JN.zcMml6P8sTMsQbdFJ9e/oX63EGB/FrzhjAH.mxURH5rCrxRQlO'

let app: TestApp
let earlier: LocalPostgres
let earlierSql: pg.Client
const fixture = readFileSync(new URL('../../fixtures/legacy.sql', import.meta.url), 'utf8')

beforeAll(async () => {
  app = await startTestApp()
  earlier = await startTestPostgres({ with: 'empty' })
  earlierSql = new pg.Client({ connectionString: earlier.superuserUrl })
  await earlierSql.connect()
  await earlierSql.query(fixture.replaceAll('{bcrypt}', BCRYPT))
})
afterAll(async () => {
  await earlierSql?.end()
  await earlier?.stop()
  await app?.stop()
})

const run = async (options: { apply: boolean; superAdmins?: boolean; from?: string }) => {
  const said: string[] = []
  await importLegacy({
    from: earlier.superuserUrl,
    into: app.postgres.postgresUrl,
    say: (line) => said.push(line),
    ...options,
  })
  return said.join('\n')
}

const ask = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  (await app.sql.query<Row>(text, values)).rows

/** What every table holds, to see that nothing changed. */
async function everything(): Promise<string> {
  const tables = await ask<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class as c
     where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'auth'::regnamespace)
       and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not in ('sessions', 'refresh_tokens', 'mfa_amr_claims', 'audit_log_entries',
         'security_audit', 'audit_people', 'audit_waiting', 'audit_chain', 'audit_tips', 'audit_heads')
     order by 1`,
  )
  const sums: string[] = []
  for (const { name } of tables) {
    const [row] = await ask<{ sum: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} as t`,
    )
    sums.push(`${name} ${row?.sum}`)
  }
  return sums.join('\n')
}

const back = (evenWhatCameSince = true) =>
  takeBack({ into: app.postgres.postgresUrl, evenWhatCameSince, say: () => {} })

describe('a dry run', () => {
  it('says what it would do and what it can’t map, and writes nothing', async () => {
    const before = await everything()
    const said = await run({ apply: false })
    expect(await everything()).toBe(before)
    for (const line of [
      'people          12, and 1 who are here',
      'communities     3',
      'content         8',
      'conversations   3, 8 messages',
      '1 ran the earlier platform; say --super-admins',
      'public.users 00000000-0000-4000-8000-0000000000b4: has the same address as public.users 00000000-0000-4000-8000-0000000000b3',
      'public.users 00000000-0000-4000-8000-0000000000b6: no email address',
      'weak-hash@legacy.test sets a new password by mail',
      'public.admins 00000000-0000-4000-8000-0000000000d3: its account 00000000-0000-4000-8000-00000000dead is not there',
      'public.admins 00000000-0000-4000-8000-0000000000d4: an admin of no community',
      'public.communities 00000000-0000-4000-8000-0000000000c2: the address northside is taken; it gets northside-2',
      'a member of community 00000000-0000-4000-8000-00000000dead, which is not there, is left out',
      'public.ai_agents 00000000-0000-4000-8000-0000000000e2: its owner 00000000-0000-4000-8000-00000000dead is not there',
      'public.ai_agents 00000000-0000-4000-8000-0000000000e2: it can’t be published as it is',
      'public.ai_agents 00000000-0000-4000-8000-0000000000e3: its community 00000000-0000-4000-8000-00000000dead is not there',
      'public.documents 00000000-0000-4000-8000-0000000000e1: its id is taken; it gets a new one',
      'public.videos 00000000-0000-4000-8000-0000000000f2: its title is cut at 120 characters',
      'public.videos 00000000-0000-4000-8000-0000000000f2: javascript:alert(1) is no https address',
      'public.automations 00000000-0000-4000-8000-0000000000f9: its definition is kept beside it',
      'public.conversations 00000000-0000-4000-8000-000000000101: 1 words of the agent before the first question',
      'public.conversations 00000000-0000-4000-8000-000000000101: 1 messages by “system” are left out',
      'public.conversations 00000000-0000-4000-8000-000000000102: its owner 00000000-0000-4000-8000-00000000dead is not there',
      'public.messages: conversation 00000000-0000-4000-8000-00000000dead is not there; 1 messages',
      'table public.billing_plans (2 rows)',
      'column public.users.favourite_colour (1 values)',
      'column public.communities.theme (1 values)',
      'column public.ai_agents.model (1 values)',
      'column public.prompts.variables (1 values)',
      'column auth.users.phone (1 values)',
      'table auth.identities (1 rows)',
      'table auth.mfa_factors (2 rows)',
      'table storage.objects (1 rows)',
      'table crm.notes.old (1 rows)',
      'auth.users 00000000-0000-4000-8000-0000000000a4: banned until says “Infinity”; they come suspended',
      'auth.users 00000000-0000-4000-8000-0000000000a5: deleted at says “2024-06-01',
      'public.users 00000000-0000-4000-8000-0000000000b7: active says “false”; they come suspended',
    ]) {
      expect(said).toContain(line)
    }
    expect(said).not.toMatch(/auth\.sessions|crm\.nothing|auth\.users\.banned_until/)
  })
})

describe('an import', () => {
  afterEach(() => back())

  it('lets everybody sign in with the old password, or set a new one in one step', async () => {
    await run({ apply: true })
    const custom = await app.signIn('custom@legacy.test', 'the-old-password')
    const page = await custom.get('/c/night-owls/dashboard')
    expect(page.status).toBe(200)
    await app.signIn('both@legacy.test', 'the-old-password')
    // Who is here already keeps their password.
    await app.signIn('member@aigym.test')
    await expect(app.signIn('weak-hash@legacy.test', 'the-old-password')).rejects.toThrow()
    const [weak] = await ask(
      `select email_confirmed_at is not null as confirmed from auth.users
       where email = 'weak-hash@legacy.test'`,
    )
    // A mail to a confirmed address is all that the new password takes.
    expect(weak).toEqual({ confirmed: true })
    const stopped = await ask<{ email: string }>(
      `select email from public.profiles join auth.users using (id)
       where suspended_at is not null and email like '%@legacy.test' order by 1`,
    )
    expect(stopped.map(({ email }) => email)).toEqual([
      'banned@legacy.test',
      'deleted@legacy.test',
      'stopped@legacy.test',
    ])
  })

  it('makes one person of every address, with the roles of all their rows', async () => {
    await run({ apply: true })
    const roles = await ask<{ email: string; slug: string; role: string }>(
      `select users.email, communities.slug, memberships.role
       from public.memberships
       join auth.users on users.id = user_id
       join public.communities on communities.id = community_id
       where communities.slug in ('night-owls', 'northside-2')
       order by 1, 2`,
    )
    expect(roles.map(({ email, slug, role }) => `${email} ${slug} ${role}`)).toEqual([
      'both@legacy.test night-owls end_user',
      'custom@legacy.test night-owls community_admin',
      'stopped@legacy.test night-owls end_user',
      'twice@legacy.test night-owls end_user',
      'twice@legacy.test northside-2 community_admin',
      'weak-hash@legacy.test night-owls end_user',
    ])
    expect(await ask('select count(*)::int as n from public.platform_admins')).toEqual([{ n: 1 }])
  })

  it('makes super admins only when it is told', async () => {
    await run({ apply: true, superAdmins: true })
    expect(
      await ask(
        `select users.email from public.platform_admins join auth.users on users.id = user_id
         order by 1`,
      ),
    ).toEqual([{ email: 'super@aigym.test' }, { email: 'super@legacy.test' }])
  })

  it('brings the content of all five kinds, with what each adds', async () => {
    await run({ apply: true })
    const items = await ask(
      `select content_items.kind, title, status, community_id is null as platform,
         coalesce(instructions, videos.address, documents.body, prompts.body, trigger_settings::text) as own,
         temperature::text, max_output_tokens
       from public.content_items
       join private.legacy_rows on legacy_rows.id = content_items.id
       left join public.agent_instructions on agent_id = content_items.id
       left join public.videos on videos.id = content_items.id
       left join public.documents on documents.id = content_items.id
       left join public.prompts on prompts.id = content_items.id
       left join public.automations on automations.id = content_items.id
       where legacy_rows.kind = 'item'
       order by content_items.kind, title`,
    )
    expect(items).toMatchObject([
      { kind: 'agent', title: 'For everybody', status: 'published', platform: true },
      {
        kind: 'agent',
        title: 'Listener',
        own: 'Listen first.',
        temperature: '2.00',
        max_output_tokens: 32000,
      },
      { kind: 'agent', title: 'listener', status: 'draft', own: '' },
      { kind: 'automation', title: 'Monday mail', status: 'draft' },
      { kind: 'document', title: 'Untitled', status: 'published', own: '# Rules\n\nBe kind.' },
      { kind: 'prompt', title: 'Weekly review', own: 'What went well, {{name}}?' },
      { kind: 'video', title: 'Breathing', own: 'https://video.test/1', status: 'published' },
      { kind: 'video', status: 'draft', own: null },
    ])
  })

  it('makes one of the two tables of conversations, and loses no word of a person', async () => {
    await run({ apply: true })
    const talks = await ask<{ title: string; said: string[]; ordered: boolean; months: string[] }>(
      `select conversations.title,
         array_agg(author || ': ' || left(text, 20) order by messages.id) as said,
         bool_and(messages.id > conversations.id
           and (parent_id is null or parent_id < messages.id)) as ordered,
         array_agg(distinct messages.tableoid::regclass::text) as months
       from public.conversations join public.messages on conversation_id = conversations.id
       where conversations.id in (select id from private.legacy_rows where kind = 'conversation')
       group by conversations.id order by conversations.created_at`,
    )
    expect(talks).toEqual([
      {
        title: 'First talk',
        said: ['person:   indented\nHello', 'agent: Hello to you.'],
        ordered: true,
        months: ['private.messages_2024_03'],
      },
      {
        title: 'long long long long long long long long long long long long',
        said: [
          'person: long long long long ',
          'person: long long long long ',
          'agent: I read all of it.',
        ],
        ordered: true,
        months: ['private.messages_2024_03'],
      },
      {
        title: 'One?',
        said: ['person: One?', 'agent: One.', 'person: Two?'],
        ordered: true,
        months: ['private.messages_2024_04'],
      },
    ])
    const both = await app.signIn('both@legacy.test', 'the-old-password')
    const [talk] = await ask<{ id: string }>(
      `select id from public.conversations where title = 'First talk'`,
    )
    const page = await both.get(`/c/night-owls/sandbox/${talk?.id}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Hello to you.')
  })

  it('done again makes only what is missing', async () => {
    await run({ apply: true })
    const once = await everything()
    const said = await run({ apply: true })
    expect(await everything()).toBe(once)
    expect(said).toContain('people          0, and 0 who are here')
    expect(said).toContain('were imported before and are left as they are')
    await earlierSql.query(
      `insert into prompts (community_id, title, prompt_text, is_public)
       values ('00000000-0000-4000-8000-0000000000c1', 'A late one', 'Late?', true)`,
    )
    try {
      expect(await run({ apply: true })).toMatch(/content +1\b/)
    } finally {
      await earlierSql.query(`delete from prompts where title = 'A late one'`)
    }
  })
})

describe('taken back', () => {
  it('everything is as it was before', async () => {
    const before = await everything()
    await run({ apply: true, superAdmins: true })
    expect(await everything()).not.toBe(before)
    await back(false)
    expect(await everything()).toBe(before)
    const { rows } = await app.sql.query(
      `select action, details ->> 'people' as people from public.security_audit
       where action like 'legacy.%' order by id desc limit 2`,
    )
    expect(rows).toEqual([
      { action: 'legacy.undone', people: '12' },
      { action: 'legacy.imported', people: '12' },
    ])
  })

  it('asks first when people have made something in it since', async () => {
    await run({ apply: true })
    try {
      const coach = await ask<{ id: string }>(
        `select id from auth.users where email = 'custom@legacy.test'`,
      )
      await ask(
        `insert into public.conversations (community_id, owner_id, agent_name, title, readers)
         select id, $1, 'Agent', 'New', 'owner' from public.communities where slug = 'night-owls'`,
        [coach[0]?.id],
      )
      await expect(back(false)).rejects.toThrow(/1 conversations, which would go too/)
      expect(
        await ask(`select count(*)::int as n from public.communities where slug = 'night-owls'`),
      ).toEqual([{ n: 1 }])
    } finally {
      await back()
    }
  })
})

describe('what goes wrong', () => {
  it('a database that can’t be reached, or is no AI GYM’s, is one clear line', async () => {
    await expect(run({ apply: true, from: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(
      /could not be read, and nothing was written/,
    )
    const empty = await startTestPostgres({ with: 'empty' })
    try {
      await expect(run({ apply: true, from: empty.superuserUrl })).rejects.toThrow(
        'There is no table of an earlier AI GYM in that database.',
      )
    } finally {
      await empty.stop()
    }
  })

  it('a connection that breaks in the middle leaves everything as it was', async () => {
    const before = await everything()
    // Cuts each connection after so many bytes of the answers have passed.
    for (const bytes of [400, 4000, 12_000]) {
      const cutter = await cutAfter(earlier.port, bytes)
      const url = new URL(earlier.superuserUrl)
      url.port = String(cutter.port)
      await expect(run({ apply: true, from: url.toString() })).rejects.toThrow(
        /could not be read, and nothing was written/,
      )
      await cutter.stop()
    }
    expect(await everything()).toBe(before)
  })

  it('a write that fails half-way leaves everything as it was', async () => {
    const before = await everything()
    await app.sql.query(
      `create function pg_temp.refuse() returns trigger language plpgsql as
       $$ begin raise exception 'disk full'; end $$`,
    )
    await app.sql.query(
      `create trigger refuse before insert on public.conversations
       for each row execute function pg_temp.refuse()`,
    )
    try {
      await expect(run({ apply: true })).rejects.toThrow('Nothing was changed: disk full')
    } finally {
      await app.sql.query('drop trigger refuse on public.conversations')
    }
    expect(await everything()).toBe(before)
  })
})

async function cutAfter(port: number, bytes: number) {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = toSocket(port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    let passed = 0
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => {
      const left = bytes - passed
      passed += chunk.length
      client.write(chunk.subarray(0, Math.max(0, left)))
      if (passed >= bytes) {
        client.destroy()
        upstream.destroy()
      }
    })
    upstream.on('close', () => client.destroy())
    client.on('close', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
