import type pg from 'pg'
import type { PlannedConversation } from './conversations.ts'
import type { PlannedItem } from './items.ts'
import type { ImportPlan } from './plan.ts'

export interface ApplyOptions {
  /** Whether those who ran the earlier platform run this one too; else they are named only. */
  superAdmins: boolean
}

/**
 * Writes what was planned, in the transaction that the caller opened. Old moments stay: what was
 * made in March was made in March.
 */
export async function applyImport(
  client: pg.ClientBase,
  plan: ImportPlan,
  { superAdmins }: ApplyOptions,
): Promise<void> {
  const note = async (
    rows: { table: string; key: string; kind: string; id: string; made: boolean }[],
  ) => {
    await client.query(
      `insert into private.legacy_rows (legacy_table, legacy_id, kind, id, made)
       select "table", key, kind, id, made
       from jsonb_to_recordset($1) as x("table" text, key text, kind text, id uuid, made boolean)
       on conflict do nothing`,
      [JSON.stringify(rows)],
    )
  }

  await insertPeople(client, plan)
  await note(
    plan.people.flatMap(({ id, isNew, was }) =>
      was.map(([table, key]) => ({ table, key, kind: 'person', id, made: isNew })),
    ),
  )

  await client.query(
    `insert into public.communities (id, slug, name, description, created_at)
     select id, slug, name, description, "createdAt"
     from jsonb_to_recordset($1)
       as x(id uuid, slug text, name text, description text, "createdAt" timestamptz)`,
    [JSON.stringify(plan.communities)],
  )
  await note(
    plan.communities.map(({ id, key }) => ({
      table: 'public.communities',
      key,
      kind: 'community',
      id,
      made: true,
    })),
  )

  const { rows: joined } = await client.query<{ community: string; person: string }>(
    `insert into public.memberships (community_id, user_id, role)
     select community, person, role
     from jsonb_to_recordset($1) as x(community uuid, person uuid, role text)
     on conflict do nothing
     returning community_id as community, user_id as person`,
    [JSON.stringify(plan.memberships)],
  )
  const isNewMember = new Set(joined.map(({ community, person }) => `${community} ${person}`))
  await note(
    plan.memberships.map(({ community, person }) => ({
      table: 'membership',
      key: `${community} ${person}`,
      kind: 'membership',
      id: person,
      made: isNewMember.has(`${community} ${person}`),
    })),
  )

  if (superAdmins) {
    const { rows } = await client.query<{ id: string }>(
      `insert into public.platform_admins (user_id) select unnest($1::uuid[])
       on conflict do nothing returning user_id as id`,
      [plan.superAdmins],
    )
    const made = new Set(rows.map(({ id }) => id))
    await note(
      plan.superAdmins.map((id) => ({
        table: 'super admin',
        key: id,
        kind: 'super_admin',
        id,
        made: made.has(id),
      })),
    )
  }

  await insertItems(client, plan.items)
  await note(plan.items.map(({ table, key, id }) => ({ table, key, kind: 'item', id, made: true })))

  await makeRoom(client, plan.conversations)
  const noted: Parameters<typeof note>[0] = []
  for (const talk of plan.conversations) {
    const id = await insertConversation(client, talk)
    noted.push({ table: talk.table, key: talk.key, kind: 'conversation', id, made: true })
  }
  await note(noted)
}

async function insertPeople(client: pg.ClientBase, { people }: ImportPlan): Promise<void> {
  const fresh = JSON.stringify(people.filter(({ isNew }) => isNew))
  await client.query(
    `insert into auth.users (
       instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
       raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
       confirmation_token, recovery_token, email_change_token_new, email_change
     )
     select '00000000-0000-0000-0000-000000000000', id, 'authenticated', 'authenticated', email,
       coalesce(password, ''), "confirmedAt",
       '{"provider": "email", "providers": ["email"]}',
       jsonb_build_object(
         'sub', id, 'email', email, 'email_verified', "confirmedAt" is not null,
         'phone_verified', false, 'display_name', name
       ),
       "createdAt", now(), '', '', '', ''
     from jsonb_to_recordset($1) as x(
       id uuid, email text, name text, password text, "confirmedAt" timestamptz,
       "createdAt" timestamptz
     )`,
    [fresh],
  )
  await client.query(
    `insert into auth.identities
       (provider_id, user_id, identity_data, provider, created_at, updated_at)
     select id::text, id,
       jsonb_build_object('sub', id, 'email', email, 'email_verified', "confirmedAt" is not null),
       'email', "createdAt", now()
     from jsonb_to_recordset($1)
       as x(id uuid, email text, "confirmedAt" timestamptz, "createdAt" timestamptz)`,
    [fresh],
  )
  await client.query(
    `update public.profiles set suspended_at = now()
     where id in (select id from jsonb_to_recordset($1) as x(id uuid, suspended boolean)
       where suspended)`,
    [fresh],
  )
}

const ownTables: Record<PlannedItem['kind'], [table: string, columns: string][]> = {
  agent: [
    ['agents', 'greeting text'],
    ['agent_instructions', 'instructions text, temperature numeric, max_output_tokens integer'],
  ],
  video: [['videos', 'address text, duration_seconds numeric, transcript text']],
  document: [['documents', 'body text']],
  prompt: [['prompts', 'body text']],
  automation: [['automations', 'trigger_settings jsonb']],
}

async function insertItems(client: pg.ClientBase, items: PlannedItem[]): Promise<void> {
  // An item in the database has a name of its own: a second one of the same name is numbered.
  await client.query(
    `insert into public.content_items
       (id, community_id, kind, title, slug, summary, status, owner_id, created_at, published_at)
     select id, community, kind, title,
       left(slug, 150) || case when n = 1 then '' else '-' || left(md5(id::text), 8) end,
       summary, case when published then 'published' else 'draft' end, owner, "createdAt",
       case when published then "createdAt" end
     from (
       select x.*, private.slug_of(x.title) as slug,
         row_number() over (
           partition by x.community, x.kind, private.slug_of(x.title) order by x."createdAt", x.id
         ) + (
           select count(*) from public.content_items as there
           where there.community_id is not distinct from x.community and there.kind = x.kind
             and there.slug = private.slug_of(x.title) and there.deleted_at is null
         ) as n
       from jsonb_to_recordset($1) as x(
         id uuid, community uuid, kind text, title text, summary text, published boolean,
         owner uuid, "createdAt" timestamptz
       )
     ) as named`,
    [JSON.stringify(items)],
  )
  for (const [kind, tables] of Object.entries(ownTables)) {
    const own = JSON.stringify(
      items.filter((item) => item.kind === kind).map(({ id, own }) => ({ id, ...own })),
    )
    for (const [table, columns] of tables) {
      const names = columns.replaceAll(/ \w+(,|$)/g, '$1')
      const key = table === 'agent_instructions' ? 'agent_id' : 'id'
      await client.query(
        `insert into public.${table} (${key}, ${names})
         select id, ${names} from jsonb_to_recordset($1) as x(id uuid, ${columns})`,
        [own],
      )
    }
  }
}

/** The months that are older than the installation, so that old messages lie where they belong. */
async function makeRoom(client: pg.ClientBase, talks: PlannedConversation[]): Promise<void> {
  const first = talks.reduce<Date | null>(
    (least, { createdAt }) => (least === null || createdAt < least ? createdAt : least),
    null,
  )
  if (!first) return
  await client.query(
    `select private.ensure_month_partitions(
       'public.messages', from_month,
       least(240, (extract(year from age(now(), from_month)) * 12
         + extract(month from age(now(), from_month)))::integer + 1)
     )
     from (select greatest($1::timestamptz, now() - interval '20 years') as from_month) as begun`,
    [first],
  )
}

/** @returns the conversation's id: a key of its own time, since keys say when. */
async function insertConversation(
  client: pg.ClientBase,
  talk: PlannedConversation,
): Promise<string> {
  const last = talk.messages.at(-1)?.at ?? talk.createdAt
  const { rows } = await client.query<{ id: string }>(
    `insert into public.conversations (
       id, community_id, owner_id, agent_id, agent_name, title, readers, last_message_at, created_at
     )
     values (
       private.uuidv7_of($1), $2, $3, $4, $5, $6, 'owner', $7, $1
     )
     returning id`,
    [
      talk.createdAt,
      talk.community,
      talk.owner,
      talk.agent?.id ?? null,
      talk.agent?.title ?? 'Agent',
      talk.title,
      last,
    ],
  )
  const id = rows[0]?.id as string
  await client.query(
    `with recursive said as (
       select ordinality as n, author, text, at
       from rows from (
         jsonb_to_recordset($2) as (author text, text text, at timestamptz)
       ) with ordinality
     ),
     chain as (
       select n, author, text, at, private.uuidv7_after($1, private.uuidv7_of(at)) as id, null::uuid as parent
       from said where n = 1
       union all
       select said.n, said.author, said.text, said.at,
         private.uuidv7_after(chain.id, private.uuidv7_of(said.at)), chain.id
       from chain join said on said.n = chain.n + 1
     )
     insert into public.messages
       (id, conversation_id, parent_id, author, text, status, created_at, saved_at, completed_at)
     select id, $1, parent, author, text, 'complete', at, at, at from chain`,
    [id, JSON.stringify(talk.messages)],
  )
  return id
}
