-- Undoes 20261121100600_access_grants.sql. Grants, and who looked by them, are lost.

alter policy "Definer functions read the asker's conversations" on public.conversations
  using (owner_id = (select private.me()));
drop function public.read_by_grant(uuid, uuid);
drop table public.access_looks;
drop table public.access_grants;
drop function private.keep_grant_whole();
alter table public.conversations drop constraint conversations_in_community;
