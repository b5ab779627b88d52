-- Feature flags: what may be switched off, or on for some, without a release. A flag that has no row
-- is off; a rule for a person wins over one for a community, that over one for a role, that over the
-- share of people.

create table public.feature_flags (
  key text primary key,
  description text not null,
  enabled boolean not null default false,
  -- How many people of a hundred have it, where no rule names them.
  share smallint not null default 100,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint feature_flags_key_form check (key ~ '^[a-z][a-z0-9-]{0,59}$'),
  constraint feature_flags_description_length check (char_length(description) between 1 and 300),
  constraint feature_flags_share_range check (share between 0 and 100)
);
comment on table public.feature_flags is
  'What may be switched on and off. Not enabled: off for everybody, whatever the rules say.';

create table public.feature_flag_rules (
  id uuid primary key default private.uuidv7(),
  flag_key text not null references public.feature_flags (key) on delete cascade,
  user_id uuid references public.profiles (id) on delete cascade,
  community_id uuid references public.communities (id) on delete cascade,
  role text,
  has boolean not null,
  created_at timestamptz not null default now(),
  constraint feature_flag_rules_one_target check (num_nonnulls(user_id, community_id, role) = 1),
  constraint feature_flag_rules_role_known
    check (role in ('community_admin', 'end_user', 'super_admin')),
  constraint feature_flag_rules_once
    unique nulls not distinct (flag_key, user_id, community_id, role)
);
comment on table public.feature_flag_rules is 'Who has a flag, or has it not, by name.';

create index feature_flag_rules_user on public.feature_flag_rules (user_id);
create index feature_flag_rules_community on public.feature_flag_rules (community_id);

create trigger feature_flags_touch before update on public.feature_flags
  for each row execute function private.touch_updated_at();

create function public.my_flags(p_community uuid default null)
returns text[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.me();
  v_role constant text := (
    select memberships.role from public.memberships
    where memberships.community_id = p_community and memberships.user_id = v_me
  );
  v_super constant boolean := private.is_platform_admin();
begin
  return (
    select coalesce(array_agg(feature_flags.key order by feature_flags.key), '{}')
    from public.feature_flags
    where feature_flags.enabled
      and coalesce(
        (
          select feature_flag_rules.has
          from public.feature_flag_rules
          where feature_flag_rules.flag_key = feature_flags.key
            and (
              feature_flag_rules.user_id = v_me
              or feature_flag_rules.community_id = p_community
              or feature_flag_rules.role = v_role
              or (feature_flag_rules.role = 'super_admin' and v_super)
            )
          order by feature_flag_rules.user_id is null, feature_flag_rules.community_id is null,
            -- Of two roles that one person has, the platform's.
            feature_flag_rules.role is distinct from 'super_admin'
          limit 1
        ),
        -- The same person is always on the same side of the same flag. Nobody is nobody's share.
        feature_flags.share = 100
        or (
          v_me is not null
          and abs(hashtextextended(feature_flags.key || v_me, 0) % 100) < feature_flags.share
        )
      )
  );
end;
$$;
comment on function public.my_flags(uuid) is
  'The flags that I have now, in a community of mine or anywhere (null).';

insert into public.feature_flags (key, description, enabled)
values
  ('sandbox', 'Members ask agents and get answers. Off: conversations can be read only.', true),
  ('joining', 'People ask to join open communities.', true);

-- What is switched off is refused here too, whatever a page that was loaded before still offers.
create function private.keep_sandbox_flag()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if new.author = 'person' and 'sandbox' <> all (
    public.my_flags(
      (
        select conversations.community_id from public.conversations
        where conversations.id = new.conversation_id
      )
    )
  ) then
    raise exception 'The sandbox is switched off.' using errcode = 'AG409', detail = 'sandbox.off';
  end if;
  return new;
end;
$$;

create function private.keep_joining_flag()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if 'joining' <> all (public.my_flags(new.community_id)) then
    raise exception 'Asking to join is switched off.'
      using errcode = 'AG409', detail = 'joining.off';
  end if;
  return new;
end;
$$;

create trigger join_requests_flag before insert on public.join_requests
  for each row when (private.me() is not null) execute function private.keep_joining_flag();
create trigger messages_flag before insert on public.messages
  for each row when (private.me() is not null) execute function private.keep_sandbox_flag();

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.feature_flags, public.feature_flag_rules
from public, anon, authenticated, service_role;

grant select on table public.feature_flags, public.feature_flag_rules
to authenticated, aigym_definer;
grant insert (key, description, enabled, share), update (description, enabled, share), delete
on table public.feature_flags to authenticated;
grant insert (flag_key, user_id, community_id, role, has), update (has), delete
on table public.feature_flag_rules to authenticated;

revoke all on function
  public.my_flags(uuid), private.keep_sandbox_flag(),
  private.keep_joining_flag()
from public, anon, authenticated, service_role;
grant execute on function public.my_flags(uuid) to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.feature_flags enable row level security;
alter table public.feature_flag_rules enable row level security;

-- Others learn what they have from public.my_flags().
create policy "Super admins see flags"
  on public.feature_flags for select to authenticated
  using ((select private.is_platform_admin()));
create policy "Super admins add flags"
  on public.feature_flags for insert to authenticated
  with check ((select private.is_platform_admin()));
create policy "Super admins switch flags"
  on public.feature_flags for update to authenticated
  using ((select private.is_platform_admin()))
  with check ((select private.is_platform_admin()));
create policy "Super admins drop flags"
  on public.feature_flags for delete to authenticated
  using ((select private.is_platform_admin()));

create policy "Super admins see rules"
  on public.feature_flag_rules for select to authenticated
  using ((select private.is_platform_admin()));
create policy "Super admins add rules"
  on public.feature_flag_rules for insert to authenticated
  with check ((select private.is_platform_admin()));
create policy "Super admins change rules"
  on public.feature_flag_rules for update to authenticated
  using ((select private.is_platform_admin()))
  with check ((select private.is_platform_admin()));
create policy "Super admins drop rules"
  on public.feature_flag_rules for delete to authenticated
  using ((select private.is_platform_admin()));

create policy "Definer functions read flags"
  on public.feature_flags for select to aigym_definer using (true);
create policy "Definer functions read rules"
  on public.feature_flag_rules for select to aigym_definer using (true);

grant create on schema private, public to aigym_definer;
alter function public.my_flags(uuid) owner to aigym_definer;
alter function private.keep_sandbox_flag() owner to aigym_definer;
alter function private.keep_joining_flag() owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
