import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeBackup } from '../../../supabase/backup/make-backup.ts'
import { restore } from '../../../supabase/backup/restore.ts'
import {
  objectsInLocalBucket,
  type StoredObjects,
} from '../../../supabase/backup/stored-objects.ts'
import { ask, hashTables, type Installation, startInstallation } from './installation.ts'

const harbor = '01936a00-0000-7000-8000-000000000012'
const rival = '01936a00-0000-7000-8000-000000000005'
const quiz = '01936a00-0000-7000-8000-000000000032'

let here: Installation
let env: NodeJS.ProcessEnv
let whole: Record<string, string>
/** Files of Harbor by the ids of their rows: a small one, and one that takes several portions. */
const files = new Map<string, Buffer>()
const lines: string[] = []
const say = (line: string) => lines.push(line)
const sql = (text: string, values: unknown[] = []) =>
  ask<Record<string, unknown>>(here.postgres.superuserUrl, text, values)
const bringBack = (...words: string[]) => restore(['latest', ...words], env, say)
/** Of all tables but the audit's, which grows with whatever the tests do. */
const hashes = async () =>
  Object.fromEntries(
    Object.entries(await hashTables(here.postgres.superuserUrl)).filter(
      ([name]) => !/audit/.test(name),
    ),
  )
const audited = () =>
  sql(
    `select action, community_id, details from public.security_audit
     where action like 'backup.%-restored' order by id`,
  )

async function withBucket<T>(work: (bucket: StoredObjects) => Promise<T>): Promise<T> {
  const bucket = await objectsInLocalBucket(join(here.dataDir, 'buckets'))
  try {
    return await work(bucket)
  } finally {
    await bucket.close()
  }
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** What the bucket holds under a name, by its hash. */
async function hashOfStored(bucket: StoredObjects, name: string): Promise<string | null> {
  const body = await bucket.read(name)
  if (body === null) return null
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return hashOf(Buffer.concat(parts))
}

/** Stores files as the app would: a row, and its bytes under the row's id. */
async function storeFiles(): Promise<void> {
  const draft = join(here.root, 'draft')
  await withBucket(async (bucket) => {
    for (const [name, bytes] of [
      ['small.pdf', Buffer.from('a small one')],
      ['large.mp4', Buffer.alloc(40 * 1024 * 1024, 'frames ')],
    ] as const) {
      const [row] = await sql(
        `insert into public.files (community_id, name, media_type, bytes, sha256, state)
         values ($1, $2, 'video/mp4', $3, decode($4, 'hex'), 'stored') returning id`,
        [harbor, name, bytes.length, hashOf(bytes)],
      )
      writeFileSync(draft, bytes)
      await bucket.write(String(row?.id), draft, 'video/mp4')
      files.set(String(row?.id), bytes)
    }
  })
  rmSync(draft)
}

/** Removes Harbor with all that hangs on it, as nobody should have. */
const loseHarbor = () => sql('delete from public.communities where id = $1', [harbor])

beforeAll(async () => {
  here = await startInstallation('seeded')
  env = { DATA_DIR: here.dataDir }
  await sql(
    `insert into public.conversations (community_id, owner_id, agent_id, agent_name, title, readers)
     select community_id, user_id, a.id, 'Agent', E'Tab\\t"quote" ä {null}', 'owner'
     from public.memberships join public.content_items as a using (community_id)
     where a.status = 'published'`,
  )
  await sql(
    `insert into public.messages (conversation_id, author, text, status, completed_at)
     select id, 'person', 'What is AI?', 'complete', now() from public.conversations`,
  )
  await sql(
    `insert into public.messages (conversation_id, parent_id, author, text, status, completed_at)
     select conversation_id, id, 'agent', 'A long story.', 'complete', now() from public.messages`,
  )
  await storeFiles()
  await makeBackup({ dataDir: here.dataDir, say: () => {} })
  whole = await hashes()
}, 120_000)
afterAll(async () => here?.remove())
beforeEach(() => {
  lines.length = 0
})

describe('one community comes back without the rest', { timeout: 120_000 }, () => {
  test('a dry run says what it would do, and changes nothing', async () => {
    await loseHarbor()
    const lost = await hashes()
    await bringBack('--community', 'harbor', '--dry-run')
    expect(lines).toContain('Would bring back the community Harbor (harbor)')
    expect(lines).toContain('  public.communities: 1 new, 0 there already')
    expect(lines).toContain('  public.memberships: 2 new, 0 there already')
    expect(lines).toContain('  public.messages: 12 new, 0 there already')
    expect(lines.at(-1)).toBe('A dry run: nothing was changed')
    expect(await hashes()).toEqual(lost)
  })

  test('every row of it as it was, and every other row untouched', async () => {
    expect(await audited()).toEqual([])
    await bringBack('--community', harbor)
    expect(await hashes()).toEqual(whole)
    expect(await audited()).toMatchObject([
      {
        action: 'backup.community-restored',
        community_id: harbor,
        details: { inserted: expect.any(Number), overwritten: 0 },
      },
    ])
  })

  test('with its stored files, from the bucket in the backup into the live one', async () => {
    await loseHarbor()
    // The whole bucket is gone, as if its folder had been removed.
    rmSync(join(here.dataDir, 'buckets'), { recursive: true })
    await bringBack('--community', 'harbor')
    expect(lines).toContain('  stored files: 2 new, 0 there already')
    await withBucket(async (bucket) => {
      for (const [name, bytes] of files) {
        expect(await hashOfStored(bucket, name)).toBe(hashOf(bytes))
      }
    })
    expect(await hashes()).toEqual(whole)
  })

  test('again without doubling', async () => {
    await bringBack('--community', 'harbor')
    expect(lines).toContain('  public.messages: 0 new, 12 there already')
    expect(lines.filter((line) => / [1-9]\d* new/.test(line))).toEqual([])
    expect(await hashes()).toEqual(whole)
  })

  test('what was written since stays, and what differs is named', async () => {
    await sql(`update public.communities set description = 'Changed since' where id = $1`, [harbor])
    await sql('delete from public.memberships where user_id = $1', [rival])
    await bringBack('--community', 'harbor')
    expect(lines).toContain('  public.communities: 0 new, 0 there already, 1 kept as they are now')
    expect(lines).toContain(`    kept ${harbor}: description`)
    expect(await sql('select description from public.communities where id = $1', [harbor])).toEqual(
      [{ description: 'Changed since' }],
    )
    await bringBack('--community', 'harbor', '--overwrite')
    expect(lines).toContain('  public.communities: 0 new, 0 there already, 1 overwritten')
    const after = await hashes()
    expect({ ...after, 'public.communities': '' }).toEqual({ ...whole, 'public.communities': '' })
  })

  test('a name that another community has taken stops it, and is named', async () => {
    await loseHarbor()
    await sql(`insert into public.communities (slug, name) values ('harbor', 'New Harbor')`)
    const taken = await hashes()
    await expect(bringBack('--community', harbor)).rejects.toThrow(
      /^Nothing was changed: other rows have what must be unique/,
    )
    expect(lines).toContain(`    conflict ${harbor}: communities_slug_living`)
    expect(await hashes()).toEqual(taken)
    await sql(`delete from public.communities where slug = 'harbor'`)
  })

  test('a person who is gone does not come back, nor what was theirs', async () => {
    await sql('delete from auth.users where id = $1', [rival])
    await bringBack('--community', 'harbor')
    expect(lines).toContain('  public.memberships: 1 new, 0 there already')
    expect(lines).toContain('    1 left out, for user_id: public.profiles has it no longer')
    expect(lines).toContain('  public.messages: 6 new, 0 there already')
    expect(await sql('select from auth.users where id = $1', [rival])).toEqual([])
    expect(
      await sql('select from public.conversations where community_id = $1', [harbor]),
    ).toHaveLength(3)
    // The content of a coach who is gone stays the community's, without an owner.
    await loseHarbor()
    await sql(`delete from auth.users where email = 'rival-coach@aigym.test'`)
    await bringBack('--community', 'harbor')
    expect(lines).toContain('    4 without owner_id: public.profiles has it no longer')
    expect(await sql('select owner_id from public.content_items where id = $1', [quiz])).toEqual([
      { owner_id: null },
    ])
  })

  test('a backup from after a migration that the database lacks is refused', async () => {
    const [newest] = await sql(
      `delete from supabase_migrations.schema_migrations
       where version = (select max(version) from supabase_migrations.schema_migrations)
       returning *`,
    )
    const before = await hashes()
    await expect(bringBack('--community', 'harbor')).rejects.toThrow(
      /^The backup knows the migration \d{14}, which the live database does not/,
    )
    expect(await hashes()).toEqual(before)
    await sql(
      'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
      [newest?.version, newest?.name, newest?.statements],
    )
  })
})

describe('one item comes back without the rest', { timeout: 120_000 }, () => {
  test('one that was removed, with its parts', async () => {
    const conversations = await sql('select id, title from public.conversations order by id')
    const others = await sql('select * from public.content_items where id <> $1 order by id', [
      quiz,
    ])
    await sql('delete from public.content_items where id = $1', [quiz])
    await bringBack('--item', quiz)
    expect(lines).toContain('Bringing back the agent "Sample: Quiz master"')
    expect(lines).toContain('  public.agent_instructions: 1 new, 0 there already')
    expect(
      await sql('select instructions from public.agent_instructions where agent_id = $1', [quiz]),
    ).toEqual([{ instructions: expect.stringContaining('You run a quiz') }])
    expect(
      await sql('select * from public.content_items where id <> $1 order by id', [quiz]),
    ).toEqual(others)
    expect(await sql('select id, title from public.conversations order by id')).toEqual(
      conversations,
    )
  })

  test('one that was edited badly, as an edit of today', async () => {
    await sql(`update public.content_items set title = 'Oops' where id = $1`, [quiz])
    await sql(`update public.agent_instructions set instructions = '' where agent_id = $1`, [quiz])
    const [before] = await sql('select version from public.content_items where id = $1', [quiz])
    await bringBack('--item', quiz)
    expect(lines).toContain(`    kept ${quiz}: title`)
    await bringBack('--item', quiz, '--overwrite')
    const [after] = await sql('select title, version from public.content_items where id = $1', [
      quiz,
    ])
    expect(after).toEqual({ title: 'Sample: Quiz master', version: Number(before?.version) + 1 })
    expect(
      await sql('select instructions from public.agent_instructions where agent_id = $1', [quiz]),
    ).toEqual([{ instructions: expect.stringContaining('You run a quiz') }])
    lines.length = 0
    await bringBack('--item', quiz, '--overwrite')
    expect(lines.filter((line) => line.includes('overwritten'))).toEqual([])
    expect((await audited()).at(-1)).toMatchObject({
      action: 'backup.item-restored',
      community_id: harbor,
      details: { inserted: 0, overwritten: 2 },
    })
  })

  test('one that the backup does not hold, or words that make no sense, change nothing', async () => {
    const before = await hashes()
    await expect(bringBack('--item', 'quiz')).rejects.toThrow(
      'The backup holds no content item quiz.',
    )
    await expect(bringBack('--community', 'nowhere')).rejects.toThrow(
      'The backup holds no community nowhere.',
    )
    await expect(bringBack('--item', quiz, '--community', 'harbor')).rejects.toThrow(/not both/)
    await expect(bringBack('--overwrite')).rejects.toThrow(/go with --community or --item/)
    expect(await hashes()).toEqual(before)
  })
})
