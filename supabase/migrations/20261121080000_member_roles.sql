-- A coach makes a member a coach, or a coach a member again. The rule of the last coach is the one
-- that remove_member() keeps, under the same lock: two coaches who step back at once must not leave
-- the community alone.

create function public.set_member_role(p_community uuid, p_user uuid, p_role text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_coach(p_community);
  if p_role is null or p_role not in ('community_admin', 'end_user') then
    raise exception 'There is no such role.' using errcode = 'AG422', detail = 'role.invalid';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('aigym.coaches:' || p_community, 0));
  if p_role <> 'community_admin'
    and not private.is_platform_admin()
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
    raise exception 'The last coach can not step back.'
      using errcode = 'AG409', detail = 'member.last-coach';
  end if;

  update public.memberships
  set role = p_role
  where memberships.community_id = p_community and memberships.user_id = p_user;
  if not found then
    raise exception 'There is no such member.' using errcode = 'AG404', detail = 'member.not-found';
  end if;
end;
$$;
comment on function public.set_member_role(uuid, uuid, text) is
  'Changes what a member is to a community: a coach''s or super admin''s act.';

grant update (role) on table public.memberships to aigym_definer;

create policy "Definer functions change roles, for those who may"
  on public.memberships for update to aigym_definer
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  )
  with check (true);

revoke all on function public.set_member_role(uuid, uuid, text)
from public, anon, authenticated, service_role;
grant execute on function public.set_member_role(uuid, uuid, text) to authenticated;

grant create on schema public to aigym_definer;
alter function public.set_member_role(uuid, uuid, text) owner to aigym_definer;
revoke create on schema public from aigym_definer;
