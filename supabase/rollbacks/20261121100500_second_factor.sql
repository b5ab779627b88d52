-- Undoes 20261121100500_second_factor.sql. Nobody must have a second factor any more.

drop policy "A second factor where it must be" on public.communities;
drop policy "A second factor where it must be" on public.memberships;
drop policy "A second factor where it must be" on public.pending_members;
drop policy "A second factor where it must be" on public.join_requests;
drop policy "A second factor where it must be" on public.platform_admins;
drop policy "A second factor where it must be" on public.community_limits;
drop policy "A second factor where it must be" on public.groups;
drop policy "A second factor where it must be" on public.group_members;
drop policy "A second factor where it must be" on public.invitations;
drop policy "A second factor where it must be" on public.invitation_uses;
drop policy "A second factor where it must be" on public.content_items;
drop policy "A second factor where it must be" on public.agents;
drop policy "A second factor where it must be" on public.agent_instructions;
drop policy "A second factor where it must be" on public.content_assignments;
drop policy "A second factor where it must be" on public.content_versions;
drop policy "A second factor where it must be" on public.tags;
drop policy "A second factor where it must be" on public.content_tags;
drop policy "A second factor where it must be" on public.files;
drop policy "A second factor where it must be" on public.content_files;
drop policy "A second factor where it must be" on public.videos;
drop policy "A second factor where it must be" on public.video_chapters;
drop policy "A second factor where it must be" on public.video_captions;
drop policy "A second factor where it must be" on public.documents;
drop policy "A second factor where it must be" on public.prompts;
drop policy "A second factor where it must be" on public.prompt_variables;
drop policy "A second factor where it must be" on public.automations;
drop policy "A second factor where it must be" on public.automation_steps;
drop policy "A second factor where it must be" on public.content_progress;
drop policy "A second factor where it must be" on public.favourites;
drop policy "A second factor where it must be" on public.conversations;
drop policy "A second factor where it must be" on public.messages;
drop policy "A second factor where it must be" on public.ai_models;
drop policy "A second factor where it must be" on public.ai_model_prices;
drop policy "A second factor where it must be" on public.ai_runs;
drop policy "A second factor where it must be" on public.message_ratings;
drop policy "A second factor where it must be" on public.feature_flags;
drop policy "A second factor where it must be" on public.feature_flag_rules;
drop table public.platform_settings;
alter table public.communities drop column second_factor;

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

drop function private.require_second_factor();
drop function private.second_factor_met();
drop function private.must_have_second_factor(uuid);
