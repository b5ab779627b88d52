-- Undoes 20261121169200_pins_archive_folders.sql.

drop trigger conversations_unarchive on public.conversations;
drop function private.unarchive();
alter table public.conversations
  drop column folder,
  drop column archived_at,
  drop column pinned_at;
