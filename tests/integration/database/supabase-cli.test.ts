import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from './test-database.ts'

const projectDir = fileURLToPath(new URL('../../../', import.meta.url))

let db: TestDatabase
let openProject: string
beforeAll(async () => {
  db = await startTestDatabase()
  openProject = mkdtempSync(join(tmpdir(), 'aigym-advisors-'))
  mkdirSync(join(openProject, 'supabase'))
  writeFileSync(
    join(openProject, 'supabase', 'config.toml'),
    'project_id = "advisors"\n[api]\nenabled = true\nschemas = ["public"]\n',
  )
})
afterAll(async () => {
  if (openProject !== undefined) rmSync(openProject, { recursive: true })
  await db?.stop()
})

async function supabase(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    join(projectDir, 'node_modules', '.bin', 'supabase'),
    [...words, `--remote=${db.postgres.postgresUrl}?sslmode=disable`, '--agent=no'],
    {
      cwd: projectDir,
      timeout: 60_000,
      env: { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' },
    },
  )
  return stdout
}

interface Advice {
  name: string
  level: string
  detail: string
  metadata: { schema?: string; name?: string }
}

/**
 * Asks as if a Data API served `public`: the project's own config.toml keeps it off, and the advisors
 * would skip what they find there.
 */
async function askAdvisors(): Promise<Advice[]> {
  const words = ['db', 'advisors', '--type', 'all', '--level', 'info', '--output-format', 'json']
  const answer = JSON.parse(await supabase(...words, '--workdir', openProject)) as {
    results: Advice[]
  }
  const parsed = await db.asPostgres(
    `select pronamespace::regnamespace || '.' || proname as name from pg_proc
     where prosqlbody is not null and not prosecdef`,
  )
  const needsNoPath = new Set(parsed.map(({ name }) => name))
  return answer.results.filter(
    ({ name, metadata }) =>
      // An index that no query used is no news in a database that nobody has used.
      name !== 'unused_index' &&
      // It overlooks that a body that was parsed when it was made looks nothing up by a path.
      !(
        name === 'function_search_path_mutable' &&
        needsNoPath.has(`${metadata.schema}.${metadata.name}`)
      ) &&
      // Nobody is granted anything in `private`, so that a policy there would be for nobody.
      !(name === 'rls_enabled_no_policy' && metadata.schema === 'private'),
  )
}

describe('the Supabase CLI', () => {
  test('its advisors find nothing', async () => {
    expect(await askAdvisors()).toEqual([])
  })

  test('its advisors would say so: a table without policies is found', async () => {
    await db.asPostgres('create table public.forgotten (id uuid primary key)')
    try {
      expect(await askAdvisors()).toMatchObject([
        { name: 'rls_disabled_in_public', level: 'ERROR' },
      ])
    } finally {
      await db.asPostgres('drop table public.forgotten')
    }
  })

  test('app/data/schema.types.ts is what it makes of the migrations', async () => {
    const made = await supabase('gen', 'types', 'typescript', '--schema', 'public')
    const kept = readFileSync(join(projectDir, 'app', 'data', 'schema.types.ts'), 'utf8')
    expect(
      kept === made,
      'stale: run "supabase gen types typescript --schema public" and keep its output',
    ).toBe(true)
  })
})
