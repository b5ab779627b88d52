-- Policies that cost less to begin. With plans kept (app/data/statement-names.ts) the executor sets up
-- every part of a policy anew for each statement, whether a row needs it or not: each function of
-- PL/pgSQL, each subquery, and the policies of the tables inside it.
--
-- The five questions that policies ask most are read from what private.enter() found. As one SQL
-- expression, with nothing set and nobody else's rights, Postgres writes them into the plan in place of
-- a call. Such a body is parsed here and now, so that no search path can change what it says. Where
-- nobody came in, nobody is anywhere.

create or replace function private.me()
returns uuid
language sql
stable
parallel safe
security invoker
return nullif(current_setting('aigym.person', true), '')::uuid;

create or replace function private.second_factor_met()
returns boolean
language sql
stable
parallel safe
security invoker
return current_setting('aigym.second_factor', true) is distinct from 'missing';

create or replace function private.my_communities()
returns uuid[]
language sql
stable
parallel safe
security invoker
return coalesce(nullif(current_setting('aigym.communities', true), ''), '{}')::uuid[];

create or replace function private.my_admin_communities()
returns uuid[]
language sql
stable
parallel safe
security invoker
return coalesce(nullif(current_setting('aigym.admin_communities', true), ''), '{}')::uuid[];

create or replace function private.is_platform_admin()
returns boolean
language sql
stable
parallel safe
security invoker
return coalesce(nullif(current_setting('aigym.platform_admin', true), ''), 'false')::boolean;

-- What follows stood in policies as subqueries that hardly any statement needs. A function costs
-- nothing until a row asks it.

create function private.my_given_items()
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(content_assignments.item_id), '{}')
    from public.content_assignments
    where content_assignments.community_id = any (private.my_communities())
      or (
        content_assignments.community_id is null
        and private.my_communities() <> '{}'
      )
  );
end;
$$;
comment on function private.my_given_items() is
  'The platform''s items that were given to one of my communities, or to all.';

create function private.is_my_person(p_person uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_communities constant uuid[] := private.my_admin_communities();
begin
  return v_communities <> '{}'
    and (
      exists (
        select from public.memberships
        where memberships.user_id = p_person
          and memberships.community_id = any (v_communities)
      )
      or exists (
        select from public.join_requests
        where join_requests.user_id = p_person
          and join_requests.community_id = any (v_communities)
      )
    );
end;
$$;
comment on function private.is_my_person(uuid) is
  'Whether somebody belongs to a community that I coach, or asks to.';

revoke all on function private.my_given_items(), private.is_my_person(uuid)
from public, anon, authenticated, service_role;
grant execute on function private.my_given_items(), private.is_my_person(uuid) to authenticated;

-- A function changes hands only to a role that may create in its schema: for these lines it may.
grant create on schema private to aigym_definer;
alter function private.my_given_items() owner to aigym_definer;
alter function private.is_my_person(uuid) owner to aigym_definer;
revoke create on schema private from aigym_definer;

alter policy "Members see published items, coaches all of theirs" on public.content_items
  using (
    (
      status = 'published'
      and deleted_at is null
      and (
        community_id = any ((select private.my_communities())::uuid[])
        or (
          community_id is null
          and id = any ((select private.my_given_items())::uuid[])
        )
      )
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- Asked for each row of somebody else, never for one's own: a page of people at most.
alter policy "People see themselves, coaches their people" on public.profiles
  using (
    id = (select private.me())
    or (select private.is_platform_admin())
    or (select private.is_my_person(id))
  );
