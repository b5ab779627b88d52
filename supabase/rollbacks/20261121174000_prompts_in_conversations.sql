-- Undoes 20261121174000_prompts_in_conversations.sql. Of the prompts that a conversation's messages
-- were made from, one stays; how often each was used stays as it was counted.

delete from public.prompt_uses as one
using public.prompt_uses as other
where other.conversation_id = one.conversation_id and other.prompt_id < one.prompt_id;
create unique index prompt_uses_once on public.prompt_uses (conversation_id);
alter table public.prompt_uses
  drop constraint prompt_uses_pkey,
  add constraint prompt_uses_pkey primary key using index prompt_uses_once;
comment on table public.prompt_uses is
  'The prompt that a conversation began with: one, and counted once.';
