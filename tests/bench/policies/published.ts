import pg from 'pg'
import { quantile } from '../growth/measure.ts'
import { parted } from './cores.ts'

/** Milliseconds after which a slow form is given up. */
const LONGEST_MS = 15_000

const ME = '70225db6-b0ba-4116-9b08-6b25f33bb70a'

/** A published test: what its policy says before and after, and how the table is asked. */
interface Published {
  name: string
  slow: Form
  fast: Form
}

interface Form {
  policy: string
  to?: string
  /** An index on this column. */
  index?: string
  query?: string
  role?: 'anon'
}

const mine = 'auth.uid() = user_id'
const all = 'select count(*) from bench.rows'

/** The tests of github.com/GaryAustin1/RLS-Performance, written anew. */
const tests: Published[] = [
  {
    name: '1 index',
    slow: { policy: mine },
    fast: { policy: mine, index: 'user_id', query: `${all} where user_id = '${ME}'` },
  },
  {
    name: '2a wrapped uid',
    slow: { policy: mine },
    fast: { policy: `(select auth.uid()) = user_id` },
  },
  {
    name: '2b wrapped role',
    slow: { policy: 'bench.is_admin()' },
    fast: { policy: '(select bench.is_admin())' },
  },
  {
    name: '2c wrapped two functions',
    slow: { policy: `bench.is_admin() or ${mine}` },
    fast: { policy: '(select bench.is_admin()) or (select auth.uid()) = user_id' },
  },
  {
    name: '2d security definer',
    slow: { policy: 'bench.my_role() = role' },
    fast: { policy: '(select bench.my_role()) = role' },
  },
  {
    name: '2e array of teams',
    slow: { policy: 'team_id = any (bench.my_teams())' },
    fast: { policy: 'team_id = any ((select bench.my_teams())::int[])' },
  },
  {
    name: '2f array of teams, indexed',
    slow: { policy: 'team_id = any (bench.my_teams())', index: 'team_id' },
    fast: { policy: 'team_id = any ((select bench.my_teams())::int[])', index: 'team_id' },
  },
  {
    name: '3 added filter',
    slow: { policy: mine },
    fast: { policy: mine, query: `${all} where user_id = '${ME}'` },
  },
  {
    name: '5 fixed join',
    slow: {
      policy:
        'auth.uid() in (select user_id from bench.team_user where team_user.team_id = rows.team_id)',
    },
    fast: { policy: 'team_id in (select team_id from bench.team_user where user_id = auth.uid())' },
  },
  {
    name: '6 to a role',
    slow: { policy: mine, role: 'anon' },
    fast: { policy: mine, to: 'authenticated', role: 'anon' },
  },
]

const schema = (rows: number) => `
  drop schema if exists bench cascade;
  create schema bench;
  grant usage on schema bench to anon, authenticated;
  create table bench.rows as
    select n as id, 'name-' || n as name, gen_random_uuid() as user_id, 'user' as role, n as team_id
    from generate_series(1, ${rows}) as n;
  update bench.rows set user_id = '${ME}', role = 'admin' where id = 1;
  create table bench.team_user as
    select n as id, gen_random_uuid() as user_id, 'user' as role, n as team_id
    from generate_series(1, 1000) as n;
  update bench.team_user set user_id = '${ME}', role = 'admin' where id <= 2;
  alter table bench.rows enable row level security;
  alter table bench.team_user enable row level security;
  create policy own on bench.team_user to authenticated using ((select auth.uid()) = user_id);
  grant select on all tables in schema bench to anon, authenticated;
  create function bench.is_admin() returns boolean language plpgsql stable security definer as
    $$ begin return exists (
      select from bench.team_user where user_id = auth.uid() and role = 'admin'); end $$;
  create function bench.my_role() returns text language plpgsql stable security definer as
    $$ begin return (select role from bench.team_user where user_id = auth.uid() limit 1); end $$;
  create function bench.my_teams() returns int[] language plpgsql stable security definer as
    $$ begin return array(select team_id from bench.team_user where user_id = auth.uid()); end $$;
  vacuum (analyze) bench.rows;
  vacuum (analyze) bench.team_user`

export interface PublishedTime {
  name: string
  /** Milliseconds; null where it took longer than anybody waits. */
  slow: number | null
  fast: number | null
}

/** Runs the published tests on a table of so many rows in a schema of their own, which then goes. */
export async function measurePublished(url: string, rows: number): Promise<PublishedTime[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await parted([client])
  const time = async (form: Form, times: number): Promise<number | null> => {
    const { policy, to = 'public', index, query = all, role = 'authenticated' } = form
    await client.query(`create policy tried on bench.rows for select to ${to} using (${policy})`)
    if (index) await client.query(`create index tried on bench.rows (${index})`)
    const ms: number[] = []
    try {
      await client.query('begin')
      await client.query(`set local statement_timeout = ${LONGEST_MS}`)
      await client.query(`select set_config('request.jwt.claims', $1, true)`, [
        JSON.stringify({ sub: ME, role }),
      ])
      await client.query(`set local role ${role}`)
      for (let n = 0; n < times; n += 1) {
        const startedAt = performance.now()
        await client.query(query)
        ms.push(performance.now() - startedAt)
      }
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '57014') throw error
    } finally {
      await client.query('rollback')
      if (index) await client.query('drop index bench.tried')
      await client.query('drop policy tried on bench.rows')
    }
    return ms.length === 0 ? null : quantile(ms, 0.5)
  }
  try {
    for (const line of schema(rows).split(/;\n/)) await client.query(line)
    const times: PublishedTime[] = []
    for (const { name, slow, fast } of tests) {
      times.push({ name, slow: await time(slow, 1), fast: await time(fast, 9) })
    }
    return times
  } finally {
    await client.query('drop schema if exists bench cascade')
    await client.end()
  }
}
