import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogue } from '../../permissions/catalogue.ts'
import { findGaps } from '../../permissions/complete.ts'
import { keptDocument, permissionsDocument } from '../../permissions/document.ts'
import { expectations } from '../../permissions/expectations/index.ts'
import { type Difference, type Gym, openGym } from '../../permissions/gym.ts'
import { readTable } from '../../permissions/read-table.ts'
import { tell } from '../../permissions/report.ts'
import { scene } from '../../permissions/scene/index.ts'
import { sentenceNames } from '../../permissions/sentences.ts'
import { planTries, type Try } from '../../permissions/tries.ts'

const subjects = [...new Set(expectations.map(({ subject }) => subject))]

let gym: Gym
let tries: Try[]
let differences: Difference[]
beforeAll(async () => {
  gym = await openGym()
  tries = planTries(expectations, scene, gym.catalogue)
  differences = await gym.attemptAll(tries)
}, 300_000)
afterAll(() => gym?.stop())

describe('who may do what', () => {
  test.each(subjects)('%s', (subject) => {
    const about = differences.filter(({ attempt }) =>
      subject === 'private.*'
        ? attempt.subject.startsWith('private.')
        : attempt.subject === subject,
    )
    expect(about.map(tell)).toEqual([])
  })

  test('each table and function has its expectations', () => {
    expect(findGaps(expectations, gym.catalogue)).toEqual([])
  })

  test('at most forty sentences say it all', () => {
    expect(sentenceNames.length).toBeLessThanOrEqual(40)
  })

  test('docs/permissions.md says the same', () => {
    expect(
      keptDocument() === permissionsDocument(),
      'docs/permissions.md is stale: run "npm run docs:permissions" and keep what it writes',
    ).toBe(true)
  })
})

describe('the matrix itself', () => {
  /** Changes the schema for one look. */
  async function whileBroken<T>(apply: string, restore: string, look: () => Promise<T>) {
    await gym.owner.query(apply)
    try {
      return await look()
    } finally {
      await gym.owner.query(restore)
    }
  }
  const gapsWhile = (apply: string, restore: string) =>
    whileBroken(apply, restore, async () => {
      const before = findGaps(expectations, gym.catalogue)
      const gaps = findGaps(expectations, await readCatalogue(gym.owner))
      return gaps.filter((gap) => !before.includes(gap))
    })

  test.each([
    ['an unknown sentence', 'profiles\n  select  one  hearsay  + owner'],
    ['an unknown person', 'profiles\n  select  one  profile-own  + stranger'],
    ['an unknown operation', 'profiles\n  peek  one  profile-own  + owner'],
    ['a line of no table', '  select  one  profile-own  + owner'],
    ['no mark', 'profiles\n  select  one  profile-own  owner'],
  ])('refuses expectations with %s', (_, text) => {
    expect(() => readTable('app', text)).toThrow(/"/)
  })

  test('refuses a line about a row that nobody plants', () => {
    const lines = readTable('app', 'profiles\n  select  a ghost’s  profile-own  + owner')
    expect(() => planTries(lines, scene, gym.catalogue)).toThrow(/no row for profiles select/)
  })

  test('asks for expectations of a new table, by each operation', async () => {
    const gaps = await gapsWhile(
      'create table public.forgotten (id uuid primary key)',
      'drop table public.forgotten',
    )
    expect(gaps).toHaveLength(4)
    for (const gap of gaps) expect(gap).toMatch(/The table forgotten has no expectations.*Add to/)
  })

  test('asks for expectations of a new partitioned table, and not of its partitions', async () => {
    const gaps = await gapsWhile(
      `create table public.parted (id uuid primary key) partition by range (id);
       create table private.part partition of public.parted default`,
      'drop table public.parted',
    )
    expect(gaps).toHaveLength(4)
  })

  test('asks for expectations of a new function', async () => {
    const gaps = await gapsWhile(
      `create function public.forgotten() returns int language sql as 'select 1';
       grant execute on function public.forgotten() to authenticated`,
      'drop function public.forgotten()',
    )
    expect(gaps).toEqual([expect.stringMatching(/The function public\.forgotten\(\) has no/)])
  })

  test('asks who may use what a function was newly granted', async () => {
    const gaps = await gapsWhile(
      'grant delete, update (slug) on public.communities to aigym_definer',
      'revoke delete, update (slug) on public.communities from aigym_definer',
    )
    expect(gaps).toHaveLength(3)
  })

  test.each([
    [
      'a grant too many',
      'grant delete on public.profiles to authenticated',
      'revoke delete on public.profiles from authenticated',
    ],
    [
      'a column too many',
      'grant update (id) on public.profiles to authenticated',
      'revoke update (id) on public.profiles from authenticated',
    ],
    [
      'a grant to nobody',
      'grant select on public.profiles to anon',
      'revoke select on public.profiles from anon',
    ],
    [
      'no row-level security',
      'alter table public.profiles disable row level security',
      'alter table public.profiles enable row level security',
    ],
  ])('turns red for %s', async (_, apply, restore) => {
    const profiles = tries.filter(({ subject }) => subject === 'profiles')
    expect(await whileBroken(apply, restore, () => gym.attemptAll(profiles))).not.toEqual([])
    expect(await gym.attemptAll(profiles)).toEqual([])
  })

  test('keeps nothing of what it tries', async () => {
    const { rows } = await gym.owner.query(
      `select (select count(*)::int from public.conversations) as talks,
         (select count(*)::int from public.profiles where display_name = 'Renamed') as renamed`,
    )
    expect(rows).toEqual([{ talks: 7, renamed: 0 }])
  })
})
