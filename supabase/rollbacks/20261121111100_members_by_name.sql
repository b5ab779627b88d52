-- Undoes 20261121111100_members_by_name.sql.

drop trigger profiles_rename on public.profiles;
drop trigger memberships_name on public.memberships;
drop function private.rename_member();
drop function private.name_member();

drop index public.memberships_by_name;
alter table public.memberships drop column display_name;
