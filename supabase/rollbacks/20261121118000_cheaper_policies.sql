-- Undoes 20261121118000_cheaper_policies.sql. The questions are functions that look for themselves where
-- nobody came in, and the two policies read other tables under the policies of those.

alter policy "People see themselves, coaches their people" on public.profiles
  using (
    id = (select private.me())
    or (select private.is_platform_admin())
    or exists (
      select from public.memberships
      where memberships.user_id = profiles.id
        and memberships.community_id = any ((select private.my_admin_communities())::uuid[])
    )
    or exists (
      select from public.join_requests
      where join_requests.user_id = profiles.id
        and join_requests.community_id = any ((select private.my_admin_communities())::uuid[])
    )
  );

alter policy "Members see published items, coaches all of theirs" on public.content_items
  using (
    (
      status = 'published'
      and deleted_at is null
      and (
        community_id = any ((select private.my_communities())::uuid[])
        or (
          community_id is null
          and exists (
            select from public.content_assignments
            where content_assignments.item_id = content_items.id
          )
        )
      )
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

drop function private.is_my_person(uuid);
drop function private.my_given_items();

create or replace function private.me()
returns uuid
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
  return nullif(current_setting('aigym.person', true), '')::uuid;
end;
$$;

create or replace function private.second_factor_met()
returns boolean
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
  return current_setting('aigym.second_factor', true) is distinct from 'missing';
end;
$$;

create or replace function private.my_communities()
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_known constant text := nullif(current_setting('aigym.communities', true), '');
begin
  if v_known is not null then
    return v_known::uuid[];
  end if;
  return (
    select coalesce(array_agg(memberships.community_id), '{}')
    from public.memberships
    join public.communities on communities.id = memberships.community_id
    where memberships.user_id = private.me()
      and communities.deleted_at is null
  );
end;
$$;

create or replace function private.my_admin_communities()
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_known constant text := nullif(current_setting('aigym.admin_communities', true), '');
begin
  if v_known is not null then
    return v_known::uuid[];
  end if;
  return (
    select coalesce(array_agg(memberships.community_id), '{}')
    from public.memberships
    join public.communities on communities.id = memberships.community_id
    where memberships.user_id = private.me()
      and memberships.role = 'community_admin'
      and communities.deleted_at is null
  );
end;
$$;

create or replace function private.is_platform_admin()
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_known constant text := nullif(current_setting('aigym.platform_admin', true), '');
begin
  if v_known is not null then
    return v_known::boolean;
  end if;
  return exists (select from public.platform_admins where platform_admins.user_id = private.me());
end;
$$;
