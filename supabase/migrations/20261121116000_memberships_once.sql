-- Who belongs where is looked up once a batch, by private.enter(), and not once a statement: policies
-- ask for it in every statement, several times in one that reads several tables.
--
-- What was looked up holds for the transaction, like everything else that enter() found. A function
-- that is asked where nobody came in looks for itself.

create or replace function private.enter(claims jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_nobody constant boolean := claims is null or claims in ('{}'::jsonb, 'null'::jsonb);
  v_suspended boolean;
  v_person uuid;
  v_communities uuid[];
  v_admin_communities uuid[];
begin
  perform set_config('statement_timeout', '5s', true);
  -- Whatever goes wrong below, nobody is in.
  perform set_config('aigym.person', '', true);
  perform set_config('aigym.second_factor', 'missing', true);
  perform set_config('aigym.communities', '{}', true);
  perform set_config('aigym.admin_communities', '{}', true);
  perform set_config('aigym.platform_admin', 'false', true);
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

  v_person := (claims ->> 'sub')::uuid;
  select
    coalesce(array_agg(memberships.community_id), '{}'),
    coalesce(
      array_agg(memberships.community_id) filter (where memberships.role = 'community_admin'), '{}'
    )
  into v_communities, v_admin_communities
  from public.memberships
  join public.communities on communities.id = memberships.community_id
  where memberships.user_id = v_person and communities.deleted_at is null;
  perform set_config('aigym.communities', v_communities::text, true);
  perform set_config('aigym.admin_communities', v_admin_communities::text, true);
  perform set_config(
    'aigym.platform_admin',
    exists (select from public.platform_admins where platform_admins.user_id = v_person)::text,
    true
  );
  if claims ->> 'aal' is not distinct from 'aal2'
    or not private.must_have_second_factor(v_person)
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
