-- Undoes 20261121169100_shared_copies.sql.

drop trigger conversations_drop_copies on public.conversations;
drop function private.drop_copies();
drop function public.read_copy(bytea, integer);
drop function public.share_conversation(uuid, text, bytea, boolean);
drop table public.copied_messages;
drop table public.conversation_copies;
alter table public.communities drop column public_copies;
