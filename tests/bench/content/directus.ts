import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../../../supabase/local/postgres/free-port.ts'
import type { Library } from './library.ts'
import { type Doer, pick, WORDS } from './mix.ts'

/** A Directus with the same rows on the same Postgres, and what people do in it. */
export interface Directus {
  act: Doer
  stop(): Promise<void>
}

/** The folder in which `npm install directus@11.17.4` was run; undefined where it was not. */
export function directusFolder(): string | undefined {
  const folder = process.env.DIRECTUS_DIR
  return folder && existsSync(path.join(folder, 'node_modules', 'directus', 'cli.js'))
    ? folder
    : undefined
}

const uuid = (field: string, isKey = false) => ({
  field,
  type: 'uuid',
  schema: isKey ? { is_primary_key: true } : {},
})
const column = (field: string, type: string) => ({ field, type, schema: {} })
const members = { community: { members: { person: { _eq: '$CURRENT_USER' } } } }
const one = { person: { _eq: '$CURRENT_USER' } }

/** What our tables are to it; permissions say the same as our policies, as its documents have it. */
const collections = [
  { collection: 'communities', fields: [uuid('id', true), column('name', 'string')] },
  {
    collection: 'memberships',
    fields: [uuid('id', true), uuid('community'), uuid('person')],
  },
  {
    collection: 'items',
    fields: [
      ...[uuid('id', true), uuid('community')],
      ...['kind', 'title', 'status'].map((field) => column(field, 'string')),
      ...['summary', 'body'].map((field) => column(field, 'text')),
      column('published_at', 'timestamp'),
    ],
  },
  {
    collection: 'progress',
    fields: [uuid('id', true), uuid('person'), uuid('item'), column('second', 'integer')],
  },
]
const relations = [
  ['memberships', 'community', 'communities', 'members'],
  ['memberships', 'person', 'directus_users', null],
  ['items', 'community', 'communities', null],
  ['progress', 'person', 'directus_users', null],
] as const
const permissions = [
  ['communities', 'read', { members: one }],
  ['memberships', 'read', one],
  ['items', 'read', { _and: [{ status: { _eq: 'published' } }, members] }],
  ['progress', 'read', one],
  ['progress', 'update', one],
] as const
// Those that somebody who knows databases would add.
const indexes = [
  'create index on items (community, kind, status, published_at desc)',
  'create index on memberships (person, community)',
  'create index on memberships (community)',
  'create index on progress (person, item)',
]

/**
 * Starts Directus on a database of its own beside ours, with a copy of the library.
 *
 * @param superuserUrl of the Postgres that holds the library
 */
export async function startDirectus(
  folder: string,
  superuserUrl: string,
  library: Library,
): Promise<Directus> {
  const database = `directus_${library.slug.replaceAll('-', '_')}`
  const url = new URL(superuserUrl)
  const ours = new pg.Client({ connectionString: superuserUrl })
  await ours.connect()
  await ours.query(`create database ${database}`)
  url.pathname = `/${database}`
  const port = await freePort()
  const token = randomBytes(24).toString('hex')
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: url.href,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET: randomBytes(24).toString('hex'),
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: randomBytes(12).toString('hex'),
    ADMIN_TOKEN: token,
    LOG_LEVEL: 'error',
    TELEMETRY: 'false',
    CACHE_ENABLED: 'false',
    RATE_LIMITER_ENABLED: 'false',
    PRESSURE_LIMITER_ENABLED: 'false',
    NODE_ENV: 'production',
  }
  const command = (word: string): ChildProcess =>
    // Its native parts fit the Node that it was installed with.
    spawn(
      process.env.DIRECTUS_NODE ?? process.execPath,
      [path.join(folder, 'node_modules/directus/cli.js'), word],
      {
        ...{ cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] },
      },
    )
  const base = `http://127.0.0.1:${port}`
  let server: ChildProcess | undefined
  const stop = async () => {
    const running = server
    if (running?.exitCode === null) {
      running.kill('SIGTERM')
      const killed = setTimeout(5_000).then(() => running.kill('SIGKILL'))
      await Promise.race([once(running, 'exit'), killed])
    }
    await ours.query(`drop database if exists ${database} with (force)`)
    await ours.end()
  }
  try {
    const [code] = await once(command('bootstrap'), 'exit')
    if (code !== 0) throw new Error(`directus bootstrap ended with ${code}`)
    server = command('start')
    await answers(base, server)
    await arrange(base, token)
    const theirs = new pg.Client({ connectionString: url.href })
    await theirs.connect()
    const tokens = await copyRows(ours, theirs, library).finally(() => theirs.end())
    return { act: deeds(base, library, tokens), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function answers(base: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 240 && server.exitCode === null; tries += 1) {
    const answer = await fetch(`${base}/server/ping`).catch(() => null)
    if (answer?.ok) return
    await setTimeout(500)
  }
  throw new Error('directus does not answer')
}

async function arrange(base: string, token: string): Promise<void> {
  const ask = async (at: string, body: object): Promise<{ id: string }> => {
    const answer = await fetch(base + at, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`directus ${at}: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { data: { id: string } }).data
  }
  for (const each of collections) await ask('/collections', { ...each, schema: {}, meta: {} })
  await ask('/fields/communities', { field: 'members', type: 'alias', meta: { special: ['o2m'] } })
  for (const [collection, field, related, back] of relations) {
    await ask('/relations', {
      ...{ collection, field, related_collection: related, schema: { on_delete: 'CASCADE' } },
      meta: { one_field: back },
    })
  }
  const role = await ask('/roles', { name: 'member' })
  const policy = await ask('/policies', { name: 'member', admin_access: false, app_access: false })
  await ask('/access', { role: role.id, policy: policy.id })
  for (const [collection, action, rule] of permissions) {
    await ask('/permissions', {
      ...{ policy: policy.id, collection, action, fields: ['*'] },
      permissions: rule,
    })
  }
}

/** Rows at a time. */
const AT_ONCE = 5_000

/** Copies what the library holds, and lets its people in; answers their tokens. */
async function copyRows(ours: pg.Client, theirs: pg.Client, library: Library): Promise<string[]> {
  const copy = async (from: string, into: string, columns: string, parameters: unknown[]) => {
    const { rows } = await ours.query<{ row: object }>(
      `select to_jsonb(r) as row from (${from}) r`,
      [...parameters],
    )
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      await theirs.query(
        `insert into ${into} (${columns})
         select ${columns} from jsonb_populate_recordset(null::${into}, $1)`,
        [JSON.stringify(rows.slice(at, at + AT_ONCE).map(({ row }) => row))],
      )
    }
  }
  const { rows: roles } = await theirs.query<{ id: string }>(
    `select id from directus_roles where name = 'member'`,
  )
  const role = roles[0]?.id
  await copy('select id, name from public.communities where id = $1', 'communities', 'id, name', [
    library.id,
  ])
  await copy(
    `select m.user_id as id, u.email, 'active' as status, $2::text as role, m.user_id::text as token
     from public.memberships m join auth.users u on u.id = m.user_id where m.community_id = $1`,
    'directus_users',
    'id, email, status, role, token',
    [library.id, role],
  )
  await copy(
    `select gen_random_uuid() as id, community_id as community, user_id as person
     from public.memberships where community_id = $1`,
    'memberships',
    'id, community, person',
    [library.id],
  )
  await copy(
    `select i.id, i.community_id as community, i.kind, i.title, i.summary, i.status, i.published_at,
       coalesce(d.body, '') as body
     from public.content_items i left join public.documents d on d.id = i.id
     where i.community_id = $1`,
    'items',
    'id, community, kind, title, summary, status, published_at, body',
    [library.id],
  )
  for (const person of library.people) {
    await theirs.query(
      `insert into progress (id, person, item, second)
       select md5($1::text || item)::uuid, $1::text::uuid, item, 0 from unnest($2::uuid[]) as item`,
      [person.id, library.videos],
    )
  }
  for (const index of indexes) await theirs.query(index)
  await theirs.query('vacuum analyze')
  return library.people.map(({ id }) => id)
}

function deeds(base: string, library: Library, tokens: string[]): Doer {
  const wanted = { status: { _eq: 'published' }, kind: { _eq: 'document' } }
  const list = new URLSearchParams({
    ...{ filter: JSON.stringify(wanted), sort: '-published_at', limit: '25' },
    fields: 'id,title,summary,published_at',
  })
  const found = (word: string) =>
    new URLSearchParams({ search: word, limit: '20', fields: 'id,kind,title,summary' })
  /** The row that holds how far somebody is in a video: md5 of both, as it was planted. */
  const progress = (at: number, turn: number) => {
    const digest = createHash('md5').update(pick(tokens, at) + pick(library.videos, turn))
    return digest.digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
  return async (deed, at, turn) => {
    const headers = {
      authorization: `Bearer ${pick(tokens, at)}`,
      'content-type': 'application/json',
    }
    const signal = AbortSignal.timeout(30_000)
    const get = (where: string) => fetch(base + where, { headers, signal })
    const asked = {
      list: () => get(`/items/items?${list}`),
      open: () => get(`/items/items/${pick(library.documents, turn)}`),
      search: () => get(`/items/items?${found(pick(WORDS, turn))}`),
      keep: () =>
        fetch(`${base}/items/progress/${progress(at, turn)}`, {
          ...{ method: 'PATCH', headers, signal },
          body: JSON.stringify({ second: turn % 600 }),
        }),
    }
    const answer = await asked[deed]()
    await answer.arrayBuffer()
    return answer.status
  }
}
