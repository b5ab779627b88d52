import { expect, test } from 'vitest'
import { allPairs, measureMigrations } from './migrations.ts'

test('migrations are run both ways on filled tables, and long locks and lost rows are told', async () => {
  const planted = [
    {
      name: '29991231000000_slow',
      up: `alter table public.profiles add column word text;
        do $$ begin perform pg_sleep(0.3); end $$;`,
      down: `delete from public.conversations where agent_name = 'Agent';
        alter table public.profiles drop column word;`,
    },
    {
      name: '29991231000001_index',
      up: 'create index planted on public.profiles (display_name); select pg_sleep(0.2)',
      down: 'drop index public.planted',
    },
  ]
  const lines: string[] = []
  const measured = await measureMigrations({
    rows: 2_000,
    pairs: [...allPairs(), ...planted],
    say: (line) => lines.push(line),
  })
  const by = new Map(measured.map((each) => [each.name, each]))
  const slow = by.get('29991231000000_slow up')
  expect(Number(/^public\.profiles (\d+) ms$/.exec(slow?.readers ?? '')?.[1])).toBeGreaterThan(200)
  expect(by.get('29991231000000_slow down')?.lost).toContain('100 rows of public.conversations')
  const index = by.get('29991231000001_index up')
  expect(index?.readers).toBe('—')
  expect(index?.writers).toMatch(/^public\.profiles \d{3,} ms$/)
  // The project's own lose nothing that was there before them.
  const lost = measured.filter(({ name, lost }) => !name.startsWith('2999') && lost.length > 0)
  expect(lost).toEqual([])
})
