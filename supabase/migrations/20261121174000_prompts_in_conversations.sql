-- A prompt may be put into a conversation that has begun: each prompt counts once in a conversation,
-- where so far only the one counted that it began with.

-- allow index: a conversation has one row so far, and few have any
create unique index prompt_uses_once on public.prompt_uses (conversation_id, prompt_id);
alter table public.prompt_uses
  drop constraint prompt_uses_pkey,
  add constraint prompt_uses_pkey primary key using index prompt_uses_once;
comment on table public.prompt_uses is
  'The prompts that messages of a conversation were made from, each counted once.';
