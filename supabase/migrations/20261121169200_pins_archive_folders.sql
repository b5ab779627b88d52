-- A person keeps their conversations in order: some pinned above the others, some laid away in the
-- archive, some in a folder, which is there as long as something is in it.

alter table public.conversations
  add column pinned_at timestamptz,
  add column archived_at timestamptz,
  add column folder text;
comment on column public.conversations.pinned_at is 'Since when it stands above the others.';
comment on column public.conversations.archived_at is
  'Since when it is laid away: it is found and read, and back as soon as somebody writes in it.';
comment on column public.conversations.folder is 'What its owner calls the folder that it is in.';

alter table public.conversations
  add constraint conversations_folder_length check (char_length(folder) between 1 and 40) not valid;
alter table public.conversations validate constraint conversations_folder_length;

-- My conversations that are not laid away, in the order they are shown in.
-- allow index: 500,000 rows beside ten million messages, half a second
create index conversations_open
  on public.conversations (owner_id, community_id, last_message_at desc, id desc)
  where deleted_at is null and archived_at is null;
-- allow index: nothing is laid away yet
create index conversations_archived
  on public.conversations (owner_id, community_id, last_message_at desc, id desc)
  where deleted_at is null and archived_at is not null;
-- allow index: nothing is pinned yet
create index conversations_pinned
  on public.conversations (owner_id, community_id, pinned_at desc, id desc)
  where deleted_at is null and pinned_at is not null;
-- allow index: nothing is in a folder yet
create index conversations_in_folders
  on public.conversations (owner_id, community_id, folder, last_message_at desc, id desc)
  where deleted_at is null and folder is not null;

create function private.unarchive()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  new.archived_at := null;
  return new;
end;
$$;

create trigger conversations_unarchive before update of last_message_at on public.conversations
  for each row
  when (old.archived_at is not null and new.last_message_at > old.last_message_at)
  execute function private.unarchive();

grant update (pinned_at, archived_at, folder) on table public.conversations to authenticated;
revoke all on function private.unarchive() from public, anon, authenticated, service_role;
