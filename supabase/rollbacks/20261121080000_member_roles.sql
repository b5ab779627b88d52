-- Undoes 20261121080000_member_roles.sql. Roles stay as they are.

drop function public.set_member_role(uuid, uuid, text);
drop policy "Definer functions change roles, for those who may" on public.memberships;
revoke update (role) on table public.memberships from aigym_definer;
