import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backUp } from '../../../supabase/backup/backup.ts'
import { restore } from '../../../supabase/backup/restore.ts'
import { listBackups } from '../../../supabase/backup/shelf.ts'
import { applyMigrations } from '../../../supabase/local/postgres/migrations.ts'
import { newestMigration, rollBack } from '../../../supabase/local/postgres/roll-back.ts'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { withClient } from '../../../supabase/local/postgres/with-client.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'
import { findPostgresPrograms } from '../../tools/postgres-programs.ts'
import { ask, hashFolder, hashTables } from './installation.ts'

const programs = findPostgresPrograms()
if (!programs && process.env.REQUIRE_ALL_TOOLS) throw new Error('No pg_dump 17 for the tests.')

const harbor = '01936a00-0000-7000-8000-000000000012'
const northside = '01936a00-0000-7000-8000-000000000011'
const quiz = '01936a00-0000-7000-8000-000000000032'

describe.skipIf(!programs)('from the dump of a hosted database', { timeout: 120_000 }, () => {
  let root: string
  let hosted: LocalPostgres
  let env: NodeJS.ProcessEnv
  let bucket: string
  let whole: Record<string, string>
  let objects: Record<string, string>
  const lines: string[] = []
  const say = (line: string) => lines.push(line)
  const sql = (text: string, values: unknown[] = []) =>
    ask<Record<string, unknown>>(hosted.superuserUrl, text, values)
  const bringBack = (...words: string[]) => restore(['latest', ...words], env, say)
  /** Of all tables but the audit's, which grows with whatever the tests do. */
  const hashes = async () =>
    Object.fromEntries(
      Object.entries(await hashTables(hosted.superuserUrl)).filter(([name]) => !/audit/.test(name)),
    )
  /** Stores a file of a community's as the app would: a row, and its bytes under the row's id. */
  async function store(community: string, name: string, body: Buffer): Promise<string> {
    const [row] = await sql(
      `insert into public.files (community_id, name, media_type, bytes, sha256, state)
       values ($1, $2, 'application/pdf', $3, $4, 'stored') returning id`,
      [community, name, body.length, createHash('sha256').update(body).digest()],
    )
    writeFileSync(join(bucket, String(row?.id)), body)
    return String(row?.id)
  }
  const lose = (file: string) => rmSync(join(bucket, file))

  let attached: string
  let loose: string
  let theirs: string

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'aigym-part-hosted-'))
    bucket = join(root, 'bucket')
    mkdirSync(bucket)
    hosted = await startTestPostgres({ with: 'seeded' })
    env = {
      ...{ DATA_DIR: join(root, 'data'), AIGYM_PG_BIN: programs ?? '', PATH: '' },
      ADMIN_DATABASE_URL: hosted.postgresUrl,
    }
    // A host's Auth has tables, columns and types of its own, which are not those here.
    await ask(
      hosted.authUrl,
      `create type auth.oauth_kind as enum ('public', 'confidential');
       create table auth.oauth_clients (id uuid primary key, kind auth.oauth_kind not null);
       insert into auth.oauth_clients values (gen_random_uuid(), 'public');
       alter table auth.users add column is_host_made boolean not null default true`,
    )
    // As supautils lets `postgres` do it on a hosted Supabase.
    await sql('grant set on parameter session_replication_role to postgres')
    await sql('create role dashboard_user')
    await ask(hosted.authUrl, 'grant all on auth.oauth_clients to dashboard_user')
    attached = await store(harbor, 'quiz.pdf', Buffer.alloc(300_000, 'quiz'))
    loose = await store(harbor, 'loose.pdf', Buffer.from('used by nothing'))
    theirs = await store(northside, 'theirs.pdf', Buffer.from('of Northside'))
    await sql(
      `insert into public.content_files (item_id, file_id, purpose) values ($1, $2, 'cover')`,
      [...[quiz, attached]],
    )
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
    await backUp(['--files', bucket], env, say)
    whole = await hashes()
    objects = hashFolder(bucket)
  }, 120_000)
  afterAll(async () => {
    await hosted?.stop()
    if (root) rmSync(root, { recursive: true })
  })
  beforeEach(() => {
    lines.length = 0
  })

  async function loseHarbor(): Promise<void> {
    await sql('delete from public.communities where id = $1', [harbor])
    lose(attached)
    lose(loose)
  }

  test('a dry run says what it would do, and changes nothing', async () => {
    await loseHarbor()
    const lost = await hashes()
    await bringBack('--community', 'harbor', '--files', bucket, '--dry-run')
    expect(lines).toContain('Would bring back the community Harbor (harbor)')
    expect(lines).toContain('  public.communities: 1 new, 0 there already')
    expect(lines).toContain('  public.files: 2 new, 0 there already')
    expect(lines).toContain('  stored files: 2 new, 0 there already')
    expect(await hashes()).toEqual(lost)
    expect(readdirSync(bucket)).toEqual([theirs])
  })

  test('without being told where the files are, the rows wait for nobody, and it is said', async () => {
    await bringBack('--community', 'harbor', '--dry-run')
    expect(lines).toContain(
      '    2 are not looked after: name the folder that holds the bucket with --files',
    )
  })

  test('one community comes back, row by row and byte by byte, and nothing else is touched', async () => {
    await bringBack('--community', harbor, '--files', bucket)
    expect(await hashes()).toEqual(whole)
    expect(hashFolder(bucket)).toEqual(objects)
    expect(
      await sql(
        `select community_id, details from public.security_audit
         where action = 'backup.community-restored'`,
      ),
    ).toEqual([
      {
        community_id: harbor,
        details: { inserted: expect.any(Number), overwritten: 0, objects: 2 },
      },
    ])
  })

  test('again without doubling', async () => {
    await bringBack('--community', harbor, '--files', bucket)
    expect(lines.filter((line) => / [1-9]\d* new/.test(line))).toEqual([])
    expect(lines).toContain('  stored files: 0 new, 2 there already')
    expect(await hashes()).toEqual(whole)
    expect(hashFolder(bucket)).toEqual(objects)
  })

  test('one item comes back with the file that it uses, and no other', async () => {
    const conversations = await sql('select id, title from public.conversations order by id')
    await sql('delete from public.content_items where id = $1', [quiz])
    await sql('delete from public.files where id = any ($1)', [[attached, loose]])
    lose(attached)
    lose(loose)
    const before = await hashes()
    await bringBack('--item', quiz, '--files', bucket)
    expect(lines).toContain('Bringing back the agent "Sample: Quiz master"')
    expect(lines).toContain('  stored files: 1 new, 0 there already')
    const after = await hashes()
    const changed = Object.keys(after).filter((name) => after[name] !== before[name])
    for (const name of changed) {
      // The loose file is no part of the item; the rest is as it was.
      if (name !== 'public.files') expect(after[name], name).toBe(whole[name])
    }
    expect(changed).toEqual(
      expect.arrayContaining(['public.content_items', 'public.content_files', 'public.files']),
    )
    expect(await sql('select id from public.files order by id')).toEqual([
      ...[{ id: attached }, { id: theirs }],
    ])
    expect(readdirSync(bucket).sort()).toEqual([attached, theirs].sort())
    expect(hashFolder(bucket)[join(bucket, attached)]).toBe(objects[join(bucket, attached)])
    expect(await sql('select id, title from public.conversations order by id')).toEqual(
      conversations,
    )
  })

  test('an object that was altered becomes what its row says; one that the backup lacks is named', async () => {
    writeFileSync(join(bucket, attached), 'altered')
    const late = await store(harbor, 'late.pdf', Buffer.from('came after the backup'))
    await bringBack('--item', quiz, '--files', bucket)
    expect(lines).toContain('  stored files: 1 new, 0 there already')
    expect(hashFolder(bucket)[join(bucket, attached)]).toBe(objects[join(bucket, attached)])
    // What the live row says counts: an upload of today is not taken back to the backup's.
    const today = Buffer.from('uploaded anew')
    await sql('update public.files set sha256 = $2 where id = $1', [
      ...[attached, createHash('sha256').update(today).digest()],
    ])
    writeFileSync(join(bucket, attached), today)
    lines.length = 0
    await bringBack('--item', quiz, '--files', bucket)
    expect(lines).toContain('  stored files: 0 new, 1 there already')
    lose(attached)
    lines.length = 0
    await bringBack('--item', quiz, '--files', bucket)
    expect(lines).toContain(
      `    ${attached} (quiz.pdf): what the backup holds is not what its row says`,
    )
    expect(readFileSync(join(bucket, late), 'utf8')).toBe('came after the backup')
  })

  test('an older dump is brought forward by the migrations first', async () => {
    const older = join(root, 'older')
    const newest = await withClient(hosted.postgresUrl, newestMigration)
    await rollBack(hosted.postgresUrl, `${newest?.version}_${newest?.name}`)
    await backUp(['--to', older, '--files', bucket], env, say)
    await applyMigrations(hosted.postgresUrl)
    const before = await hashes()
    await sql('delete from public.content_items where id = $1', [quiz])
    const file = listBackups(older)[0]?.file ?? ''
    await restore([file, '--item', quiz, '--files', bucket], env, say)
    expect(await hashes()).toEqual(before)
  })

  test('a whole restore lays the stored files out where it is told to', async () => {
    const target = await startTestPostgres({ with: 'auth' })
    const place = join(root, 'new-bucket')
    const there = { ...env, ADMIN_DATABASE_URL: target.postgresUrl }
    try {
      await expect(restore(['latest', '--files', place], there, say)).rejects.toThrow(
        /^Nothing was restored: .*(is_host_made|oauth)/,
      )
      expect(readdirSync(root)).not.toContain('new-bucket')
      await ask(
        target.authUrl,
        `create type auth.oauth_kind as enum ('public', 'confidential');
         create table auth.oauth_clients (id uuid primary key, kind auth.oauth_kind not null);
         alter table auth.users add column is_host_made boolean not null default true`,
      )
      await restore(['latest', '--files', place], there, say)
      expect(lines).toContain(`Laid 3 stored files out in ${place}`)
      expect(Object.values(hashFolder(place)).sort()).toEqual(Object.values(objects).sort())
    } finally {
      await target.stop()
    }
  })

  test('words that make no sense change nothing', async () => {
    await expect(backUp(['--files', join(root, 'nowhere')], env, say)).rejects.toThrow(
      /^There is no folder .*nowhere/,
    )
    const { ADMIN_DATABASE_URL: _, ...embedded } = env
    await expect(backUp(['--files', bucket], embedded, say)).rejects.toThrow(/^--files goes with/)
    await expect(restore(['latest', '--files', bucket], embedded, say)).rejects.toThrow(
      /^--files goes with/,
    )
  })

  test('without pg_restore it says what to install, before anything is read', async () => {
    const bare = { ...env, AIGYM_PG_BIN: '/nowhere' }
    const before = await hashes()
    const attempt = restore(
      ['latest', '--community', 'harbor', '--files', bucket, '--dry-run'],
      bare,
      say,
    )
    await attempt.then(
      // Where the system has a newer one it serves as well.
      () => expect(lines.some((line) => /with pg_restore \d+/.test(line))).toBe(true),
      (error: Error) => expect(error.message).toMatch(/install postgresql-client-17/),
    )
    expect(await hashes()).toEqual(before)
  })
})
