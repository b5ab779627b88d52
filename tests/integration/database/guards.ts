import { findCircles } from './policy-circles.ts'
import type { Rows } from './test-database.ts'

type Ask = (sql: string) => Promise<Rows>

/** A rule of the house: what it says, who breaks it, and a change that would break it. */
export interface Guard {
  rule: string
  /** Names those that break the rule. */
  find: (ask: Ask) => Promise<string[]>
  /** SQL that breaks it, and what is then found. */
  breakIt: string
  found: string
}

const ours = (column: string) => `${column} in ('public'::regnamespace, 'private'::regnamespace)`

const named = (sql: string) => async (ask: Ask) => (await ask(sql)).map(({ name }) => String(name))

const policyText = `
  select polrelid::regclass || ': ' || polname as name,
    concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as text
  from pg_policy join pg_class on pg_class.oid = polrelid
  where ${ours('relnamespace')}`

/** What a new migration may not do, whatever it is about. */
export const guards: Guard[] = [
  {
    rule: 'each table has row-level security',
    find: named(
      `select oid::regclass::text as name from pg_class
       where ${ours('relnamespace')} and relkind in ('r', 'p') and not relrowsecurity`,
    ),
    breakIt: 'create table public.open (id uuid)',
    found: 'open',
  },
  {
    rule: 'each table that anybody is granted anything on has policies',
    find: named(
      `select oid::regclass::text as name from pg_class
       where ${ours('relnamespace')} and relkind in ('r', 'p')
         and not exists (select from pg_policy where polrelid = pg_class.oid)
         and (
           relnamespace = 'public'::regnamespace and not relispartition
           or exists (select from aclexplode(relacl) where grantee <> relowner)
         )`,
    ),
    breakIt: `create table public.bare (id uuid); alter table public.bare enable row level security`,
    found: 'bare',
  },
  {
    rule: 'a month of a partitioned table is reached through the table, by nobody directly',
    find: named(
      `select oid::regclass::text as name from pg_class
       where relispartition and relkind = 'r'
         and (relnamespace <> 'private'::regnamespace
           or exists (select from aclexplode(relacl) where grantee <> relowner))`,
    ),
    breakIt: 'grant select on private.messages_default to authenticated',
    found: 'private.messages_default',
  },
  {
    rule: 'a view runs with the rights of who asks',
    find: named(
      `select oid::regclass::text as name from pg_class
       where ${ours('relnamespace')} and (
         relkind in ('m', 'f')
         or relkind = 'v' and not coalesce(
           array_to_string(reloptions, ' ') ~ 'security_invoker=(true|on|1)', false
         )
       )`,
    ),
    breakIt: 'create view public.all_of_us as select * from public.profiles',
    found: 'all_of_us',
  },
  {
    rule: 'nobody and the service key are granted no table',
    find: named(
      `select distinct oid::regclass::text as name from pg_class, aclexplode(relacl) as grants
       where ${ours('relnamespace')} and relkind in ('r', 'p', 'v')
         and grantee in (0, 'anon'::regrole, 'service_role'::regrole, 'aigym_worker'::regrole)
       union
       select attrelid::regclass::text from pg_attribute, aclexplode(attacl)
       where grantee in (0, 'anon'::regrole, 'service_role'::regrole, 'aigym_worker'::regrole)
         and attrelid in (select oid from pg_class where ${ours('relnamespace')})`,
    ),
    breakIt: 'grant select on public.profiles to anon',
    found: 'profiles',
  },
  {
    rule: 'one policy for each operation and role',
    find: named(
      `select polrelid::regclass || ' ' || polcmd::text || ' ' || array_to_string(polroles::regrole[], ',') as name
       from pg_policy
       group by polrelid, polcmd, polroles, polpermissive
       having count(*) > 1 or cardinality(polroles) <> 1 or polpermissive and polcmd = '*'`,
    ),
    breakIt: `create policy more on public.profiles for select to authenticated using (false)`,
    found: 'profiles r authenticated',
  },
  {
    rule: 'an update policy says its condition once: it holds the new row to it as well',
    find: named(
      `select polrelid::regclass || ': ' || polname as name
       from pg_policy join pg_class on pg_class.oid = polrelid
       where ${ours('relnamespace')} and polcmd = 'w'
         and pg_get_expr(polqual, polrelid) = pg_get_expr(polwithcheck, polrelid)
         and pg_get_expr(polqual, polrelid) <> 'true'`,
    ),
    breakIt: `create policy twice on public.memberships for update to authenticated
      using (user_id = (select private.me())) with check (user_id = (select private.me()))`,
    found: 'memberships: twice',
  },
  {
    rule: 'a policy is for who is signed in, or for the product’s own functions',
    find: named(
      `select polrelid::regclass || ': ' || polname as name
       from pg_policy join pg_class on pg_class.oid = polrelid
       where ${ours('relnamespace')}
         and polroles not in (
           array['authenticated'::regrole::oid], array['aigym_definer'::regrole::oid]
         )`,
    ),
    breakIt: 'create policy everybody on public.profiles for select using (true)',
    found: 'profiles: everybody',
  },
  {
    // Row by row the matrix tries it, by people who owe one; this finds the table nobody thought of.
    rule: 'a second factor, where it must be: on each table, or on the one that its policies look into',
    find: named(
      `with guarded as (
         select polrelid as id from pg_policy
         where not polpermissive and polcmd = '*'
           and polroles = array['authenticated'::regrole::oid]
           and pg_get_expr(polqual, polrelid) like '%private.second_factor_met()%'
       )
       select distinct relname as name from pg_class
       left join pg_policy on polrelid = pg_class.oid and polpermissive
         and polroles = array['authenticated'::regrole::oid]
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and exists (
           select from pg_attribute, aclexplode(coalesce(attacl, relacl))
           where attrelid = pg_class.oid and grantee = 'authenticated'::regrole
         )
         and pg_class.oid not in (select id from guarded)
         and not exists (
           select from guarded join pg_class as other on other.oid = guarded.id
           where other.oid <> pg_class.oid
             and concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
               ~ (E'\\\\mFROM \\\\(*' || other.relname || E'\\\\M')
         )`,
    ),
    breakIt: 'drop policy "A second factor where it must be" on public.files',
    found: 'files',
  },
  {
    rule: 'a policy asks each function once a statement: wrapped in a select of its own',
    async find(ask) {
      const bare = (await ask(policyText)).filter(({ text }) => {
        const calls = String(text).match(/\b(private|public|auth)\.\w+\(/g) ?? []
        const wrapped =
          String(text).match(/\( SELECT (\(?NOT )?(private|public|auth)\.\w+\(/g) ?? []
        return calls.length !== wrapped.length
      })
      return bare.map(({ name }) => String(name))
    },
    breakIt: `create policy slow on public.profiles for delete to authenticated
      using (id = private.me())`,
    found: 'profiles: slow',
  },
  {
    rule: 'no policy calls itself in a circle',
    find: findCircles,
    breakIt: `create policy circle on public.memberships for delete to authenticated
        using (exists (select from public.group_members));
      drop policy "Members see which groups they are in, coaches their community's"
        on public.group_members;
      create policy round on public.group_members for select to authenticated
        using (exists (select from public.groups where groups.id = group_members.group_id))`,
    found: 'group_members → groups → group_members (authenticated)',
  },
  {
    // A body that was parsed when it was made looks nothing up by a path, and may be written into
    // the plan of who asks. One with rights of its own is held to both.
    rule: 'each function has an empty search path, or a body that was parsed when it was made',
    find: named(
      `select oid::regprocedure::text as name from pg_proc
       where ${ours('pronamespace')}
         and (prosqlbody is null or prosecdef)
         and not coalesce(proconfig @> array['search_path=""'], false)`,
    ),
    breakIt: `create function public.astray() returns int language sql security definer
      as 'select 1'`,
    found: 'astray()',
  },
  {
    rule: 'no function may be called by everybody, by nobody signed in, or by the service key',
    find: named(
      `select oid::regprocedure::text as name from pg_proc
       where ${ours('pronamespace')} and (
         proacl is null
         or exists (
           select from aclexplode(proacl)
           where grantee in (0, 'anon'::regrole, 'service_role'::regrole)
             -- A copy may be for everybody who has its link.
             and proname not in ('grant_platform_admin', 'read_copy')
         ))`,
    ),
    breakIt: `create function private.for_all() returns int language sql set search_path = ''
      as 'select 1'`,
    found: 'private.for_all()',
  },
]
