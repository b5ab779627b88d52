-- Undoes 20261121100100_groups_and_invitations.sql. Groups, invitations, limits and the settings
-- that came with them are lost; members stay members.

drop function public.accept_invitation(bytea);
drop function public.invite(uuid, text, text, uuid, integer, integer, bytea);
drop table public.invitation_uses;
drop table public.invitations;
drop table public.group_members, public.groups;
drop trigger memberships_limit on public.memberships;
drop function private.keep_member_limit();
drop table public.community_limits;
alter table public.communities
  drop column review_before_publish,
  drop column conversation_retention_days,
  drop column time_zone,
  drop column accent_color;
drop function private.is_time_zone(text);
revoke execute on function private.is_email(text) from authenticated;
