-- What a community sets for itself (look, times, how long conversations stay), what the platform
-- allows it (limits), the groups below it (a class, a team), and invitations by link.

-- Settings ----------------------------------------------------------------------------------------

create function private.is_time_zone(p_name text)
returns boolean
language plpgsql
-- Time zones come and go with the operating system's tables; a name that was good stays good enough.
immutable
security invoker
set search_path = ''
as $$
begin
  perform timestamptz '2000-01-01 00:00+00' at time zone p_name;
  return true;
exception
  when invalid_parameter_value then return false;
end;
$$;

alter table public.communities
  add column accent_color text,
  add column time_zone text not null default 'UTC',
  add column conversation_retention_days integer,
  add column review_before_publish boolean not null default false,
  add constraint communities_accent_color_form check (accent_color ~ '^#[0-9a-f]{6}$'),
  add constraint communities_time_zone_known
    check (char_length(time_zone) <= 64 and private.is_time_zone(time_zone)),
  add constraint communities_conversation_retention_days_range
    check (conversation_retention_days between 1 and 3650);
comment on column public.communities.accent_color is 'The colour of its pages, as #rrggbb.';
comment on column public.communities.conversation_retention_days is
  'A conversation is deleted so many days after its last message; null: never.';
comment on column public.communities.review_before_publish is
  'Whether somebody else than its author has to publish an item.';

-- Limits ------------------------------------------------------------------------------------------

-- Apart from the settings, because they are the platform's to set and not the community's.
create table public.community_limits (
  community_id uuid primary key references public.communities (id) on delete cascade,
  members integer,
  stored_bytes bigint,
  updated_at timestamptz not null default now(),
  constraint community_limits_members_positive check (members > 0),
  constraint community_limits_stored_bytes_positive check (stored_bytes > 0)
);
comment on table public.community_limits is
  'How much a community may have; no row, or null: as much as it wants.';

create trigger community_limits_touch before update on public.community_limits
  for each row execute function private.touch_updated_at();

create function private.keep_member_limit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer;
begin
  -- The row is the lock: of two who join at once, the second sees the first.
  select community_limits.members into v_limit
  from public.community_limits
  where community_limits.community_id = new.community_id
  for no key update;
  if v_limit is not null and v_limit <= (
    select count(*) from public.memberships where memberships.community_id = new.community_id
  ) then
    raise exception 'The community has as many members as it may have.'
      using errcode = 'AG409', detail = 'community.full';
  end if;
  return new;
end;
$$;

create trigger memberships_limit before insert on public.memberships
  for each row execute function private.keep_member_limit();

-- Groups ------------------------------------------------------------------------------------------

create table public.groups (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  name text not null,
  description text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint groups_name_length
    check (char_length(name) between 1 and 80 and name = btrim(name)),
  constraint groups_description_length check (char_length(description) <= 500),
  constraint groups_in_community unique (community_id, id)
);
comment on table public.groups is 'A class or a team of a community.';

create unique index groups_name on public.groups (community_id, lower(name));

create table public.group_members (
  group_id uuid not null,
  user_id uuid not null,
  community_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (group_id, user_id),
  constraint group_members_group foreign key (community_id, group_id)
    references public.groups (community_id, id) on delete cascade,
  -- Who leaves the community leaves its groups.
  constraint group_members_membership foreign key (community_id, user_id)
    references public.memberships (community_id, user_id) on delete cascade
);
comment on table public.group_members is 'Which members of a community are in which of its groups.';

create index group_members_group on public.group_members (community_id, group_id);
create index group_members_membership on public.group_members (community_id, user_id);
create index group_members_user on public.group_members (user_id, group_id);

create trigger groups_touch before update on public.groups
  for each row execute function private.touch_updated_at();

-- Invitations -------------------------------------------------------------------------------------

create table public.invitations (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  role text not null,
  group_id uuid,
  -- For one address only, or for whoever has the link.
  email text,
  -- The link holds the token; what is kept can't be turned back into it.
  token_hash bytea not null,
  uses_allowed integer not null default 1,
  expires_at timestamptz not null,
  invited_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint invitations_token_hash_unique unique (token_hash),
  constraint invitations_token_hash_length check (octet_length(token_hash) = 32),
  constraint invitations_role_known check (role in ('community_admin', 'end_user')),
  constraint invitations_email_form
    check (email is null or (private.is_email(email) and email = lower(email))),
  constraint invitations_uses_allowed_range check (uses_allowed between 1 and 10000),
  -- A coach's rights are not handed to whoever finds a link.
  constraint invitations_coaches_by_name
    check (role = 'end_user' or (email is not null and uses_allowed = 1)),
  constraint invitations_end_soon
    check (expires_at > created_at and expires_at <= created_at + interval '90 days'),
  constraint invitations_group foreign key (community_id, group_id)
    references public.groups (community_id, id) on delete set null (group_id)
);
comment on table public.invitations is 'Links that make whoever follows them a member.';

create index invitations_community on public.invitations (community_id, created_at desc, id desc);
create index invitations_group on public.invitations (community_id, group_id);
create index invitations_invited_by on public.invitations (invited_by);

create table public.invitation_uses (
  invitation_id uuid not null references public.invitations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (invitation_id, user_id)
);
comment on table public.invitation_uses is 'Who came by which invitation.';

create index invitation_uses_user on public.invitation_uses (user_id);

create function public.invite(
  p_community uuid,
  p_role text,
  p_email text,
  p_group uuid,
  p_uses integer,
  p_days integer,
  p_token_hash bytea
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_email constant text := nullif(lower(btrim(p_email)), '');
  v_id uuid;
begin
  perform private.require_coach(p_community);
  if v_email is not null and not private.is_email(v_email) then
    raise exception 'This is no email address.' using errcode = 'AG422', detail = 'email.invalid';
  end if;
  if p_role = 'community_admin' and v_email is null then
    raise exception 'A coach is invited by address.'
      using errcode = 'AG422', detail = 'invitation.coach-by-name';
  end if;
  insert into public.invitations
    (community_id, role, email, group_id, uses_allowed, expires_at, invited_by, token_hash)
  select communities.id, p_role, v_email, p_group,
    case when v_email is null then coalesce(p_uses, 1) else 1 end,
    now() + make_interval(days => coalesce(p_days, 7)), private.me(), p_token_hash
  from public.communities
  where communities.id = p_community and communities.deleted_at is null
  returning invitations.id into v_id;
  if v_id is null then
    raise exception 'There is no such community.'
      using errcode = 'AG404', detail = 'community.not-found';
  end if;
  return v_id;
exception
  when check_violation or not_null_violation or foreign_key_violation then
    raise exception 'The invitation can''t be made like this.'
      using errcode = 'AG422', detail = 'invitation.invalid';
end;
$$;
comment on function public.invite(uuid, text, text, uuid, integer, integer, bytea) is
  'Makes an invitation: a coach''s or super admin''s act. The caller keeps the token and hands over '
  'its SHA-256.';

create function public.accept_invitation(p_token_hash bytea)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.me();
  v_invitation public.invitations;
begin
  if v_me is null then
    raise exception 'Nobody is signed in.' using errcode = 'AG401', detail = 'session.none';
  end if;
  -- Of two who follow the last use at once, one waits here and then finds it used.
  select invitations.* into v_invitation
  from public.invitations
  join public.communities on communities.id = invitations.community_id
  where invitations.token_hash = p_token_hash and communities.deleted_at is null
  for no key update of invitations;
  -- One answer for what never was and for what is somebody else's: a link can't be tried out.
  if v_invitation.id is null
    or v_invitation.revoked_at is not null
    or (v_invitation.email is not null
      and private.find_confirmed_person(v_invitation.email) is distinct from v_me)
  then
    raise exception 'There is no such invitation.'
      using errcode = 'AG404', detail = 'invitation.not-found';
  end if;
  if exists (
    select from public.invitation_uses
    where invitation_uses.invitation_id = v_invitation.id and invitation_uses.user_id = v_me
  ) then
    return v_invitation.community_id;
  end if;
  if v_invitation.expires_at <= now() then
    raise exception 'The invitation has expired.'
      using errcode = 'AG409', detail = 'invitation.expired';
  end if;
  if v_invitation.uses_allowed <= (
    select count(*) from public.invitation_uses
    where invitation_uses.invitation_id = v_invitation.id
  ) then
    raise exception 'The invitation was used up.'
      using errcode = 'AG409', detail = 'invitation.used';
  end if;

  insert into public.invitation_uses (invitation_id, user_id) values (v_invitation.id, v_me);
  insert into public.memberships (community_id, user_id, role)
  values (v_invitation.community_id, v_me, v_invitation.role)
  on conflict (community_id, user_id) do nothing;
  if v_invitation.group_id is not null then
    insert into public.group_members (group_id, community_id, user_id)
    values (v_invitation.group_id, v_invitation.community_id, v_me)
    on conflict (group_id, user_id) do nothing;
  end if;
  delete from public.join_requests
  where join_requests.community_id = v_invitation.community_id and join_requests.user_id = v_me;
  return v_invitation.community_id;
end;
$$;
comment on function public.accept_invitation(bytea) is
  'Makes me a member by an invitation, given the SHA-256 of its token; answers the community. A '
  'second time is harmless. A member keeps the role they have.';

-- Grants ------------------------------------------------------------------------------------------

grant update (accent_color, time_zone, conversation_retention_days, review_before_publish)
on table public.communities to authenticated;

revoke all on table
  public.community_limits, public.groups, public.group_members, public.invitations,
  public.invitation_uses
from public, anon, authenticated, service_role;

grant select on table
  public.community_limits, public.groups, public.group_members, public.invitation_uses
to authenticated;
grant insert (community_id, members, stored_bytes), update (members, stored_bytes), delete
on table public.community_limits to authenticated;
grant insert (community_id, name, description), update (name, description), delete
on table public.groups to authenticated;
grant insert (group_id, user_id, community_id), delete
on table public.group_members to authenticated;
-- Everything but the token's hash.
grant select (
    id, community_id, role, group_id, email, uses_allowed, expires_at, invited_by, created_at,
    revoked_at
  ),
  update (revoked_at)
on table public.invitations to authenticated;

-- The limit's row is locked while a member joins.
grant select, update (updated_at) on table public.community_limits to aigym_definer;
grant select on table public.groups to aigym_definer;
grant select, insert (group_id, user_id, community_id)
on table public.group_members to aigym_definer;
grant select,
  insert (community_id, role, email, group_id, uses_allowed, expires_at, invited_by, token_hash),
  update (revoked_at)
on table public.invitations to aigym_definer;
grant select, insert (invitation_id, user_id) on table public.invitation_uses to aigym_definer;

revoke all on function
  private.is_time_zone(text), private.keep_member_limit(),
  public.invite(uuid, text, text, uuid, integer, integer, bytea), public.accept_invitation(bytea)
from public, anon, authenticated, service_role;
-- A check on a row runs with the rights of whoever changes it.
grant execute on function private.is_email(text) to authenticated;
grant execute on function private.is_time_zone(text) to authenticated, aigym_definer;
grant execute on function
  public.invite(uuid, text, text, uuid, integer, integer, bytea), public.accept_invitation(bytea)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.community_limits enable row level security;
alter table public.groups enable row level security;
alter table public.group_members enable row level security;
alter table public.invitations enable row level security;
alter table public.invitation_uses enable row level security;

-- community_limits: a community knows its own, the platform sets them.
create policy "Coaches see their community's limits, super admins all"
  on public.community_limits for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Super admins set limits"
  on public.community_limits for insert to authenticated
  with check ((select private.is_platform_admin()));
create policy "Super admins change limits"
  on public.community_limits for update to authenticated
  using ((select private.is_platform_admin()))
  with check ((select private.is_platform_admin()));
create policy "Super admins lift limits"
  on public.community_limits for delete to authenticated
  using ((select private.is_platform_admin()));

-- groups: members see those that they are in.
create policy "Members see their groups, coaches their community's"
  on public.groups for select to authenticated
  using (
    exists (
      select from public.group_members
      where group_members.group_id = groups.id and group_members.user_id = (select private.me())
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins make groups"
  on public.groups for insert to authenticated
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins change groups"
  on public.groups for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  )
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins dissolve groups"
  on public.groups for delete to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

create policy "Members see which groups they are in, coaches their community's"
  on public.group_members for select to authenticated
  using (
    user_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins put members into groups"
  on public.group_members for insert to authenticated
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Members leave a group, coaches and super admins take them out"
  on public.group_members for delete to authenticated
  using (
    user_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- invitations: made and followed by functions only.
create policy "Coaches and super admins see invitations"
  on public.invitations for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins revoke invitations"
  on public.invitations for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  )
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Uses are seen with their invitation, and by who came"
  on public.invitation_uses for select to authenticated
  using (
    user_id = (select private.me())
    or exists (
      select from public.invitations where invitations.id = invitation_uses.invitation_id
    )
  );

create policy "Definer functions read limits"
  on public.community_limits for select to aigym_definer using (true);
create policy "Definer functions hold limits while somebody joins"
  on public.community_limits for update to aigym_definer using (true) with check (false);
create policy "Definer functions read groups"
  on public.groups for select to aigym_definer using (true);
create policy "Definer functions read who is in a group"
  on public.group_members for select to aigym_definer using (true);
create policy "Definer functions put me into the group I was invited to"
  on public.group_members for insert to aigym_definer
  with check (user_id = (select private.me()));
create policy "Definer functions read invitations"
  on public.invitations for select to aigym_definer using (true);
create policy "Definer functions make invitations, for those who may"
  on public.invitations for insert to aigym_definer
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Definer functions hold invitations while they are followed"
  on public.invitations for update to aigym_definer using (true) with check (false);
create policy "Definer functions read who came"
  on public.invitation_uses for select to aigym_definer using (true);
create policy "Definer functions note that I came"
  on public.invitation_uses for insert to aigym_definer
  with check (user_id = (select private.me()));

grant create on schema private, public to aigym_definer;
alter function private.keep_member_limit() owner to aigym_definer;
alter function public.invite(uuid, text, text, uuid, integer, integer, bytea)
  owner to aigym_definer;
alter function public.accept_invitation(bytea) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
