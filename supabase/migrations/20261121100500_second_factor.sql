-- The second factor, for whoever must have one: people who set one up, and people whose community or
-- platform asks for it. Without it they are who they are, and see and change nothing but their own
-- profile. The pages that ask for it come with accounts; the lock is here.

-- Who must ----------------------------------------------------------------------------------------

alter table public.communities
  add column second_factor text not null default 'nobody',
  add constraint communities_second_factor_known
    check (second_factor in ('nobody', 'coaches', 'everyone'));
comment on column public.communities.second_factor is 'Who must have a second factor here.';

create table public.platform_settings (
  only_row boolean primary key default true,
  second_factor_for_super_admins boolean not null default false,
  updated_at timestamptz not null default now(),
  constraint platform_settings_only_row check (only_row)
);
comment on table public.platform_settings is 'What holds for the whole installation, in one row.';

insert into public.platform_settings default values;

create trigger platform_settings_touch before update on public.platform_settings
  for each row execute function private.touch_updated_at();

-- Definer, and the migrations' role's own: auth.mfa_factors has row-level security without a policy.
-- Asked once a request, by private.enter().
create function private.must_have_second_factor(p_person uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
      select from auth.mfa_factors
      where mfa_factors.user_id = p_person and mfa_factors.status = 'verified'
    )
    or exists (
      select from public.memberships
      join public.communities on communities.id = memberships.community_id
      where memberships.user_id = p_person
        and communities.deleted_at is null
        and (
          communities.second_factor = 'everyone'
          or (communities.second_factor = 'coaches' and memberships.role = 'community_admin')
        )
    )
    or exists (
      select from public.platform_admins
      cross join public.platform_settings
      where platform_admins.user_id = p_person
        and platform_settings.second_factor_for_super_admins
    );
end;
$$;

-- What private.enter() found, for every policy of the transaction. Nobody needs no second factor.
create function private.second_factor_met()
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
comment on function private.second_factor_met() is
  'Whether I gave a second factor, or need none.';

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

-- The functions that act with more than the asker's rights ask first. Trigger functions act for a
-- statement that was allowed.
create function private.require_second_factor()
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if not private.second_factor_met() then
    raise exception 'A second factor is needed.'
      using errcode = 'AG403', detail = 'second-factor.needed';
  end if;
end;
$$;

create or replace function private.require_person()
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if private.me() is null then
    raise exception 'Nobody is signed in.' using errcode = 'AG401', detail = 'session.none';
  end if;
  perform private.require_second_factor();
  return private.me();
end;
$$;

create or replace function private.require_coach(p_community uuid)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  perform private.require_second_factor();
  if p_community = any (private.my_admin_communities()) or private.is_platform_admin() then
    return;
  end if;
  raise exception 'Only a coach of this community or a super admin may do this.'
    using errcode = '42501';
end;
$$;

create or replace function public.remove_member(p_community uuid, p_user uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_second_factor();
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

create or replace function public.suspend_person(p_user uuid, p_suspended boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_second_factor();
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

create or replace function public.accept_invitation(p_token_hash bytea)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_invitation public.invitations;
begin
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

-- Grants ------------------------------------------------------------------------------------------

grant update (second_factor) on table public.communities to authenticated;

revoke all on table public.platform_settings from public, anon, authenticated, service_role;
grant select, update (second_factor_for_super_admins)
on table public.platform_settings to authenticated;

revoke all on function
  private.must_have_second_factor(uuid), private.second_factor_met(),
  private.require_second_factor()
from public, anon, authenticated, service_role;
grant execute on function private.second_factor_met(), private.require_second_factor()
to authenticated, aigym_definer;

-- Row-level security ------------------------------------------------------------------------------

alter table public.platform_settings enable row level security;

create policy "Super admins see the platform's settings"
  on public.platform_settings for select to authenticated
  using ((select private.is_platform_admin()));
create policy "Super admins change the platform's settings"
  on public.platform_settings for update to authenticated
  using ((select private.is_platform_admin()))
  with check ((select private.is_platform_admin()));

-- Restrictive: whatever another policy allows, this one has to allow it too. Every table but
-- profiles has it; a test finds the one that was forgotten.
create policy "A second factor where it must be"
  on public.communities as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.memberships as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.pending_members as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.join_requests as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.platform_admins as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.community_limits as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.groups as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.group_members as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.invitations as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.invitation_uses as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.content_items as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.agents as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.agent_instructions as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.content_assignments as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.content_versions as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.tags as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.content_tags as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.files as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.content_files as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.videos as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.video_chapters as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.video_captions as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.documents as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.prompts as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.prompt_variables as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.automations as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.automation_steps as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.content_progress as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.favourites as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.conversations as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.messages as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.ai_models as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.ai_model_prices as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.ai_runs as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.message_ratings as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.feature_flags as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.feature_flag_rules as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.platform_settings as restrictive for all to authenticated
  using ((select private.second_factor_met()));
