import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cutStatements, findDangers } from '../../schema/migration-rules.ts'

const folder = new URL('../../../supabase/migrations/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

/** The tables as they began; nothing could be large before them. */
const base = /^202611210[78]/

/**
 * What migrations did before there was an installation with many rows. Nobody may be added here: a
 * new migration says in itself why it may, by `-- allow <rule>: <reason>` above the statement.
 */
const accepted: Record<string, string[]> = {
  '20261121100000_messages_by_month.sql': ['drop'],
  '20261121100100_groups_and_invitations.sql': ['constraint'],
  '20261121100200_repositories.sql': [
    ...['computed-default', 'constraint', 'index', 'needed-column', 'reference'],
  ],
  '20261121100500_second_factor.sql': ['constraint'],
  '20261121100600_access_grants.sql': ['constraint'],
  '20261121111100_members_by_name.sql': ['index'],
  '20261121115100_retention.sql': ['index'],
}

const later = readdirSync(folder).filter((name) => name.endsWith('.sql') && !base.test(name))

describe('migrations lock nobody out for long', () => {
  test.each(later)('%s', (name) => {
    const findings = findDangers(read(name)).filter(({ rule }) => !accepted[name]?.includes(rule))
    expect(
      findings,
      'widen, then narrow: see docs/database.md; or say above the statement why it may: -- allow <rule>: <reason>',
    ).toEqual([])
  })

  test('what is accepted is still there', () => {
    for (const [name, rules] of Object.entries(accepted)) {
      const found = new Set(findDangers(read(name)).map(({ rule }) => rule))
      expect([...found].sort(), name).toEqual(rules.toSorted())
    }
  })
})

describe('the rules', () => {
  const rulesOf = (sql: string) => findDangers(sql).map(({ rule }) => rule)

  test.each([
    ['index', 'create index a on public.t (b);'],
    ['index', 'create unique index if not exists a on only public.t (b);'],
    ['constraint', 'alter table public.t add constraint a check (b > 0);'],
    ['constraint', 'alter table t add constraint a foreign key (b) references c (d);'],
    ['constraint', 'alter table t add unique (b);'],
    ['reference', 'alter table t add column b uuid references c (d);'],
    ['not-null', 'alter table t alter column b set not null;'],
    ['needed-column', 'alter table t add column b int not null;'],
    ['computed-default', 'alter table t add column b uuid default gen_random_uuid();'],
    ['type', 'alter table t alter column b type bigint;'],
    ['type', 'alter table t alter b set data type bigint;'],
    ['drop', 'alter table t drop column b;'],
    ['drop', 'alter table t drop b;'],
    ['drop', 'drop table if exists t;'],
    ['rename', 'alter table t rename column b to c;'],
    ['rename', 'alter table t rename to u;'],
    ['whole-table', 'lock table t;'],
    ['whole-table', 'truncate t;'],
  ])('%s: %s', (rule, sql) => {
    expect(rulesOf(sql)).toEqual([rule])
    expect(rulesOf(`-- Why it is here.\n-- allow ${rule}: t never has many rows\n${sql}`)).toEqual(
      [],
    )
    expect(rulesOf(`-- allow ${rule}:\n${sql}`), 'a reason is wanted').toEqual([rule])
    expect(rulesOf(`create table ${tableIn(sql)} (b int); ${sql}`), 'of its own table').toEqual([])
  })

  test.each([
    'create index concurrently a on t (b);',
    'alter table t add constraint a check (b > 0) not valid;',
    'alter table t validate constraint a;',
    'alter table t add column b int;',
    "alter table t add column b text not null default '';",
    'alter table t add constraint a unique using index b;',
    'alter table t drop constraint a;',
    'alter table t alter column b drop not null;',
    'alter table t enable row level security;',
    "comment on table t is 'drop table t; truncate t';",
    'create function f() returns void language plpgsql as $$ begin truncate t; drop table t; end $$;',
    '-- truncate t;\nselect 1;',
  ])('none: %s', (sql) => {
    expect(rulesOf(sql)).toEqual([])
  })

  test('statements are cut where they end, and nowhere else', () => {
    const cut = cutStatements(
      `-- one; two\nselect ';', $a$ ; $$ ; $a$, "x;y"; /* ; */ select 2 -- three\n + 1;\nselect 3`,
    )
    expect(cut.map(({ text }) => text)).toEqual([
      `select '', '', "x;y"`,
      'select 2 + 1',
      'select 3',
    ])
  })
})

function tableIn(sql: string): string {
  return sql.includes('public.t') ? 'public.t' : 't'
}
