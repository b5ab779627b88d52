-- People and communities: profiles, communities, memberships, the ways into a community, the super
-- admins, and private.enter(), through which every request comes in.
--
-- Three tiers: super admins (platform_admins) run the platform, community admins ("coaches" in what
-- people read) run their community, end users take part in it.

-- Only what can't be an address at all: the mail that arrives proves the rest.
create function private.is_email(p_email text)
returns boolean
language sql
immutable
security invoker
set search_path = ''
as $$
  select coalesce(
    char_length(p_email) between 3 and 255 and p_email ~ '^[^\s@]+@[^\s@]+$', false
  );
$$;

-- Tables ------------------------------------------------------------------------------------------

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null,
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint profiles_display_name_length
    check (char_length(display_name) between 1 and 80 and display_name = btrim(display_name))
);
comment on table public.profiles is 'What the product knows of a person beside auth.users.';

create table public.communities (
  id uuid primary key default private.uuidv7(),
  slug text not null,
  name text not null,
  description text not null default '',
  join_policy text not null default 'invitation',
  conversation_readers text not null default 'owner',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint communities_slug_form check (slug ~ '^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$'),
  constraint communities_name_length
    check (char_length(name) between 1 and 80 and name = btrim(name)),
  constraint communities_description_length check (char_length(description) <= 500),
  constraint communities_join_policy_known check (join_policy in ('invitation', 'open')),
  constraint communities_conversation_readers_known
    check (conversation_readers in ('owner', 'owner_and_coaches'))
);
comment on table public.communities is 'A company, school or club that trains with AI.';
comment on column public.communities.conversation_readers is
  'Who may read conversations that begin from now on; each conversation keeps what it began with.';

create unique index communities_slug_living on public.communities (slug) where deleted_at is null;
create index communities_open on public.communities (join_policy, deleted_at);

create table public.memberships (
  community_id uuid not null references public.communities (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  role text not null,
  created_at timestamptz not null default now(),
  primary key (community_id, user_id),
  constraint memberships_role_known check (role in ('community_admin', 'end_user'))
);
comment on table public.memberships is 'Who belongs to which community, and as what.';

create index memberships_user on public.memberships (user_id, role, community_id);

create table public.pending_members (
  community_id uuid not null references public.communities (id) on delete cascade,
  email text not null,
  role text not null,
  added_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (community_id, email),
  constraint pending_members_email_form
    check (private.is_email(email) and email = lower(email)),
  constraint pending_members_role_known check (role in ('community_admin', 'end_user'))
);
comment on table public.pending_members is
  'Addresses that become members on the day somebody confirms them.';

create index pending_members_email on public.pending_members (email);
create index pending_members_added_by on public.pending_members (added_by);

create table public.join_requests (
  community_id uuid not null references public.communities (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (community_id, user_id)
);
comment on table public.join_requests is
  'People who ask to join an open community; a coach accepts or declines.';

create index join_requests_user on public.join_requests (user_id);

create table public.platform_admins (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now()
);
comment on table public.platform_admins is
  'Super admins. Rows come and go by public.grant_platform_admin() or by hand, never by the app.';

create trigger profiles_touch before update on public.profiles
  for each row execute function private.touch_updated_at();
create trigger communities_touch before update on public.communities
  for each row execute function private.touch_updated_at();

-- Who may do what ---------------------------------------------------------------------------------

-- Security definer, because policies ask these and a policy on memberships that read memberships
-- would never end. Each is asked once a statement: policies wrap the call in `(select …)`. In
-- plpgsql, which keeps its plans for the life of a connection: seen, 0.05 ms a call, and 0.3 in sql.

create function private.my_communities()
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
comment on function private.my_communities() is 'The living communities that I belong to.';

create function private.my_admin_communities()
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
comment on function private.my_admin_communities() is 'The living communities that I run.';

create function private.is_platform_admin()
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
comment on function private.is_platform_admin() is 'Whether I run the platform.';

create function private.require_coach(p_community uuid)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if p_community = any (private.my_admin_communities()) or private.is_platform_admin() then
    return;
  end if;
  raise exception 'Only a coach of this community or a super admin may do this.'
    using errcode = '42501';
end;
$$;
comment on function private.require_coach(uuid) is
  'Raises 42501 unless I run this community or the platform.';

-- The way in --------------------------------------------------------------------------------------

-- Definer, and the migrations' role's own: auth.sessions has row-level security without a policy.
create function private.enter(claims jsonb)
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
  perform set_config('request.jwt.claims', '', true);
  if v_nobody then
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

  perform set_config('aigym.person', claims ->> 'sub', true);
  perform set_config('request.jwt.claims', claims::text, true);
end;
$$;
comment on function private.enter(jsonb) is
  'Lets a verified token into this transaction, or raises AG401 (no such session) or AG403 '
  '(suspended). No claims: an anonymous request. The Worker calls it before anything else.';

-- From accounts to people -------------------------------------------------------------------------

-- Confirming an address and adding it to a community may happen at the same moment; whoever comes
-- second must see what the first did.
create function private.lock_email(p_email text)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('aigym.email:' || lower(p_email), 0));
$$;

create function private.name_from_account(p_metadata jsonb, p_email text)
returns text
language sql
immutable
security invoker
set search_path = ''
as $$
  -- What people write there is theirs to choose: nothing in it may make a sign-up fail.
  select coalesce(
    (
      select nullif(btrim(left(btrim(regexp_replace(name, '[[:cntrl:]]', ' ', 'g')), 80)), '')
      from unnest(array[p_metadata ->> 'display_name', split_part(p_email, '@', 1)])
        with ordinality as candidates (name, place)
      where btrim(regexp_replace(name, '[[:cntrl:]]', ' ', 'g')) <> ''
      order by place
      limit 1
    ),
    'Member'
  );
$$;

create function private.create_profile()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.profiles (id, display_name)
  values (new.id, private.name_from_account(new.raw_user_meta_data, new.email))
  on conflict (id) do nothing;
  return null;
end;
$$;

create function private.admit_pending_member()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.lock_email(new.email);
  with admitted as (
    delete from public.pending_members
    where pending_members.email = lower(new.email)
    returning pending_members.community_id, pending_members.role
  )
  insert into public.memberships (community_id, user_id, role)
  select admitted.community_id, new.id, admitted.role
  from admitted
  on conflict (community_id, user_id) do nothing;
  return null;
end;
$$;

-- Named so that they fire in this order: a membership needs its profile.
create trigger aigym_1_create_profile after insert on auth.users
  for each row execute function private.create_profile();
create trigger aigym_2_admit_at_insert after insert on auth.users
  for each row when (new.email is not null and new.email_confirmed_at is not null)
  execute function private.admit_pending_member();
create trigger aigym_3_admit_at_confirmation after update on auth.users
  for each row when (
    new.email is not null
    and new.email_confirmed_at is not null
    and (old.email_confirmed_at is null or old.email is distinct from new.email)
  )
  execute function private.admit_pending_member();

-- Accounts that were here before the product.
insert into public.profiles (id, display_name)
select users.id, private.name_from_account(users.raw_user_meta_data, users.email)
from auth.users;

-- Definer, and the migrations' role's own: auth.users has row-level security without a policy.
create function private.find_confirmed_person(p_email text)
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select users.id
  from auth.users
  join public.profiles on profiles.id = users.id
  where users.email = lower(p_email)
    and users.email_confirmed_at is not null
  order by users.created_at
  limit 1;
$$;

-- Members -----------------------------------------------------------------------------------------

create function public.add_member(p_community uuid, p_email text, p_role text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_email constant text := lower(btrim(p_email));
  v_person uuid;
begin
  perform private.require_coach(p_community);
  if not private.is_email(v_email) then
    raise exception 'This is no email address.' using errcode = 'AG422', detail = 'email.invalid';
  end if;
  if p_role is null or p_role not in ('community_admin', 'end_user') then
    raise exception 'There is no such role.' using errcode = 'AG422', detail = 'role.invalid';
  end if;
  if not exists (
    select from public.communities
    where communities.id = p_community and communities.deleted_at is null
  ) then
    raise exception 'There is no such community.'
      using errcode = 'AG404', detail = 'community.not-found';
  end if;

  perform private.lock_email(v_email);
  v_person := private.find_confirmed_person(v_email);
  if v_person is null then
    insert into public.pending_members (community_id, email, role, added_by)
    values (p_community, v_email, p_role, private.me())
    on conflict (community_id, email) do update set role = excluded.role;
  else
    insert into public.memberships (community_id, user_id, role)
    values (p_community, v_person, p_role)
    on conflict (community_id, user_id) do nothing;
    delete from public.join_requests
    where join_requests.community_id = p_community and join_requests.user_id = v_person;
  end if;
end;
$$;
comment on function public.add_member(uuid, text, text) is
  'Makes the owner of a confirmed address a member now, and of any other on the day it is '
  'confirmed. Answers alike in both cases. A member keeps the role they have.';

create function public.remove_member(p_community uuid, p_user uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Everybody may leave.
  if p_user is distinct from private.me() then
    perform private.require_coach(p_community);
  end if;
  -- Two coaches who remove each other at once must not both succeed.
  perform pg_advisory_xact_lock(hashtextextended('aigym.coaches:' || p_community, 0));
  if not private.is_platform_admin()
    and exists (
      select from public.memberships
      where memberships.community_id = p_community
        and memberships.user_id = p_user
        and memberships.role = 'community_admin'
    )
    and not exists (
      select from public.memberships
      where memberships.community_id = p_community
        and memberships.user_id <> p_user
        and memberships.role = 'community_admin'
    )
  then
    raise exception 'The last coach can not leave the community alone.'
      using errcode = 'AG409', detail = 'member.last-coach';
  end if;

  delete from public.memberships
  where memberships.community_id = p_community and memberships.user_id = p_user;
  if not found then
    raise exception 'There is no such member.' using errcode = 'AG404', detail = 'member.not-found';
  end if;
end;
$$;
comment on function public.remove_member(uuid, uuid) is
  'Ends a membership: a coach''s or super admin''s act, or one''s own leaving.';

create function public.decide_join_request(p_community uuid, p_user uuid, p_accept boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_coach(p_community);
  delete from public.join_requests
  where join_requests.community_id = p_community and join_requests.user_id = p_user;
  if found then
    if p_accept then
      insert into public.memberships (community_id, user_id, role)
      values (p_community, p_user, 'end_user')
      on conflict (community_id, user_id) do nothing;
    end if;
  -- A second click, or a second coach with the same answer, is no error.
  elsif not exists (
    select from public.memberships
    where memberships.community_id = p_community and memberships.user_id = p_user
  ) then
    raise exception 'There is no such request.'
      using errcode = 'AG404', detail = 'join-request.not-found';
  end if;
end;
$$;
comment on function public.decide_join_request(uuid, uuid, boolean) is
  'Accepts or declines somebody who asked to join.';

create function public.suspend_person(p_user uuid, p_suspended boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    raise exception 'Only a super admin may do this.' using errcode = '42501';
  end if;
  if p_user = private.me() then
    raise exception 'Nobody suspends themself.' using errcode = 'AG409', detail = 'person.self';
  end if;
  update public.profiles
  set suspended_at = case when p_suspended then coalesce(profiles.suspended_at, now()) end
  where profiles.id = p_user;
  if not found then
    raise exception 'There is no such person.' using errcode = 'AG404', detail = 'person.not-found';
  end if;
end;
$$;
comment on function public.suspend_person(uuid, boolean) is
  'Locks a person out at their next request, or lets them in again.';

-- Owned by the migrations' role; the app can't call it. The first super admin of an installation is
-- made by one command that logs in as `postgres`.
create function public.grant_platform_admin(email text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person constant uuid := private.find_confirmed_person(btrim(grant_platform_admin.email));
begin
  if v_person is null then
    raise exception 'No account with this confirmed address.'
      using errcode = 'AG404', detail = 'account.not-found';
  end if;
  insert into public.platform_admins (user_id)
  values (v_person)
  on conflict (user_id) do nothing;
  return v_person;
end;
$$;
comment on function public.grant_platform_admin(text) is
  'Makes the owner of a confirmed address a super admin. For the one command, not for the app.';

-- Grants ------------------------------------------------------------------------------------------

-- Hosted Supabase grants everything in `public` to its API roles by default: take that back first.
revoke all on table
  public.profiles, public.communities, public.memberships, public.pending_members,
  public.join_requests, public.platform_admins
from public, anon, authenticated, service_role;

grant select on table
  public.profiles, public.communities, public.memberships, public.pending_members,
  public.join_requests, public.platform_admins
to authenticated;
grant update (display_name) on table public.profiles to authenticated;
grant insert (slug, name, description, join_policy, conversation_readers)
  on table public.communities to authenticated;
grant update (name, description, join_policy, conversation_readers)
  on table public.communities to authenticated;
grant delete on table public.pending_members, public.join_requests to authenticated;
grant insert (community_id, user_id) on table public.join_requests to authenticated;

grant select on table
  public.profiles, public.communities, public.memberships, public.pending_members,
  public.join_requests, public.platform_admins
to aigym_definer;
grant insert (id, display_name), update (suspended_at) on table public.profiles to aigym_definer;
grant insert, delete on table public.memberships to aigym_definer;
grant insert, update (role), delete on table public.pending_members to aigym_definer;
grant delete on table public.join_requests to aigym_definer;

-- Row-level security ------------------------------------------------------------------------------

alter table public.profiles enable row level security;
alter table public.communities enable row level security;
alter table public.memberships enable row level security;
alter table public.pending_members enable row level security;
alter table public.join_requests enable row level security;
alter table public.platform_admins enable row level security;

-- One policy for each operation and role: several permissive ones would each run for every row.

-- profiles: one's own; coaches see those who belong to their community or ask to.
create policy "People see themselves, coaches their people"
  on public.profiles for select to authenticated
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

create policy "People change their own profile"
  on public.profiles for update to authenticated
  using (id = (select private.me()))
  with check (id = (select private.me()));

-- communities: one's own, and those that anybody may ask to join.
create policy "People see their communities and open ones"
  on public.communities for select to authenticated
  using (
    id = any ((select private.my_communities())::uuid[])
    or (join_policy = 'open' and deleted_at is null and (select private.me()) is not null)
    or (select private.is_platform_admin())
  );

create policy "Super admins found communities"
  on public.communities for insert to authenticated
  with check ((select private.is_platform_admin()));

create policy "Coaches and super admins change a community"
  on public.communities for update to authenticated
  using (
    id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  )
  with check (
    id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- memberships: written by functions only, which hold the rule of the last coach.
create policy "People see their memberships, coaches their community's"
  on public.memberships for select to authenticated
  using (
    user_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- pending_members: added by public.add_member() only.
create policy "Coaches and super admins see who is awaited"
  on public.pending_members for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

create policy "Coaches and super admins stop awaiting somebody"
  on public.pending_members for delete to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- join_requests
create policy "People see their requests, coaches their community's"
  on public.join_requests for select to authenticated
  using (
    user_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

create policy "People ask to join an open community that they are not in"
  on public.join_requests for insert to authenticated
  with check (
    user_id = (select private.me())
    and not community_id = any ((select private.my_communities())::uuid[])
    and exists (
      select from public.communities
      where communities.id = join_requests.community_id
        and communities.join_policy = 'open'
        and communities.deleted_at is null
    )
  );

create policy "People take their own request back"
  on public.join_requests for delete to authenticated
  using (user_id = (select private.me()));

-- platform_admins
create policy "Super admins see each other"
  on public.platform_admins for select to authenticated
  using (user_id = (select private.me()) or (select private.is_platform_admin()));

-- The definer functions check who asks before they act, and the triggers act before anybody is in.
-- What they may touch at all is the list of grants above.
create policy "Definer functions read profiles"
  on public.profiles for select to aigym_definer using (true);
create policy "Definer functions add profiles"
  on public.profiles for insert to aigym_definer with check (true);
create policy "Definer functions suspend people for super admins"
  on public.profiles for update to aigym_definer
  using ((select private.is_platform_admin())) with check ((select private.is_platform_admin()));
create policy "Definer functions read communities"
  on public.communities for select to aigym_definer using (true);
create policy "Definer functions read memberships"
  on public.memberships for select to aigym_definer using (true);
create policy "Definer functions add members"
  on public.memberships for insert to aigym_definer with check (true);
create policy "Definer functions end memberships, for those who may"
  on public.memberships for delete to aigym_definer
  using (
    user_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Definer functions read pending members"
  on public.pending_members for select to aigym_definer using (true);
create policy "Definer functions await members"
  on public.pending_members for insert to aigym_definer with check (true);
create policy "Definer functions change an awaited role"
  on public.pending_members for update to aigym_definer using (true) with check (true);
create policy "Definer functions admit members"
  on public.pending_members for delete to aigym_definer using (true);
create policy "Definer functions read join requests"
  on public.join_requests for select to aigym_definer using (true);
create policy "Definer functions settle join requests, for those who may"
  on public.join_requests for delete to aigym_definer
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Definer functions read platform admins"
  on public.platform_admins for select to aigym_definer using (true);

-- Who may call what -------------------------------------------------------------------------------

revoke all on function
  private.my_communities(), private.my_admin_communities(), private.is_platform_admin(),
  private.require_coach(uuid), private.enter(jsonb), private.is_email(text),
  private.lock_email(text),
  private.name_from_account(jsonb, text), private.create_profile(), private.admit_pending_member(),
  private.find_confirmed_person(text), public.add_member(uuid, text, text),
  public.remove_member(uuid, uuid), public.decide_join_request(uuid, uuid, boolean),
  public.suspend_person(uuid, boolean), public.grant_platform_admin(text)
from public, anon, authenticated, service_role;

grant execute on function private.enter(jsonb) to aigym_worker;
grant execute on function
  private.my_communities(), private.my_admin_communities(), private.is_platform_admin(),
  private.require_coach(uuid)
to authenticated, aigym_definer;
grant execute on function
  private.is_email(text), private.lock_email(text), private.name_from_account(jsonb, text),
  private.find_confirmed_person(text)
to aigym_definer;
grant execute on function
  public.add_member(uuid, text, text), public.remove_member(uuid, uuid),
  public.decide_join_request(uuid, uuid, boolean), public.suspend_person(uuid, boolean)
to authenticated;
grant execute on function public.grant_platform_admin(text) to service_role;

-- A function changes hands only to a role that may create in its schema: for these lines it may.
grant create on schema private, public to aigym_definer;
alter function private.my_communities() owner to aigym_definer;
alter function private.my_admin_communities() owner to aigym_definer;
alter function private.is_platform_admin() owner to aigym_definer;
alter function private.create_profile() owner to aigym_definer;
alter function private.admit_pending_member() owner to aigym_definer;
alter function public.add_member(uuid, text, text) owner to aigym_definer;
alter function public.remove_member(uuid, uuid) owner to aigym_definer;
alter function public.decide_join_request(uuid, uuid, boolean) owner to aigym_definer;
alter function public.suspend_person(uuid, boolean) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
