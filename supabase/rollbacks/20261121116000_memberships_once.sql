-- Undoes 20261121116000_memberships_once.sql. Each statement looks memberships up for itself again.

create or replace function private.enter(claims jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_nobody constant boolean := claims is null or claims in ('{}'::jsonb, 'null'::jsonb);
  v_suspended boolean;
begin
  perform set_config('statement_timeout', '5s', true);
  -- Whatever goes wrong below, nobody is in.
  perform set_config('aigym.person', '', true);
  perform set_config('aigym.second_factor', 'missing', true);
  perform set_config('request.jwt.claims', '', true);
  if v_nobody then
    perform set_config('aigym.second_factor', 'met', true);
    return;
  end if;

  if pg_input_is_valid(claims ->> 'sub', 'uuid')
    and pg_input_is_valid(claims ->> 'session_id', 'uuid')
  then
    select profiles.suspended_at is not null
    into v_suspended
    from auth.sessions
    join public.profiles on profiles.id = sessions.user_id
    where sessions.id = (claims ->> 'session_id')::uuid
      and sessions.user_id = (claims ->> 'sub')::uuid
      and (sessions.not_after is null or sessions.not_after > now());
  end if;
  if v_suspended is null then
    raise exception 'The session has ended.' using errcode = 'AG401', detail = 'session.ended';
  end if;
  if v_suspended then
    raise exception 'The account is suspended.'
      using errcode = 'AG403', detail = 'account.suspended';
  end if;

  if claims ->> 'aal' is not distinct from 'aal2'
    or not private.must_have_second_factor((claims ->> 'sub')::uuid)
  then
    perform set_config('aigym.second_factor', 'met', true);
  end if;
  perform set_config('aigym.person', claims ->> 'sub', true);
  perform set_config('request.jwt.claims', claims::text, true);
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
  v_me constant uuid := private.me();
begin
  return (
    select coalesce(array_agg(memberships.community_id), '{}')
    from public.memberships
    join public.communities on communities.id = memberships.community_id
    where memberships.user_id = v_me
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
  v_me constant uuid := private.me();
begin
  return (
    select coalesce(array_agg(memberships.community_id), '{}')
    from public.memberships
    join public.communities on communities.id = memberships.community_id
    where memberships.user_id = v_me
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
  v_me constant uuid := private.me();
begin
  return exists (select from public.platform_admins where platform_admins.user_id = v_me);
end;
$$;
