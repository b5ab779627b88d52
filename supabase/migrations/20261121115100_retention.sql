-- Conversations leave when their community says so, a few at a time, by a job of the Worker's.

create function private.drop_old_conversations_at(p_now timestamptz, p_limit integer)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_dropped integer;
begin
  -- Another job does it already.
  if not pg_try_advisory_xact_lock(hashtextextended('aigym.drop-old-conversations', 0)) then
    return 0;
  end if;
  delete from public.conversations
  where conversations.id in (
    select old.id
    from public.communities
    cross join lateral (
      select talks.id
      from public.conversations as talks
      where talks.community_id = communities.id
        and talks.last_message_at
          < p_now - make_interval(days => communities.conversation_retention_days)
      order by talks.last_message_at
      limit p_limit
      -- One that somebody writes in at this moment is not old any more.
      for update skip locked
    ) as old
    where communities.conversation_retention_days is not null
    limit p_limit
  );
  get diagnostics v_dropped = row_count;
  return v_dropped;
end;
$$;

-- So that the oldest of a community are found without reading all of them.
create index conversations_age on public.conversations (community_id, last_message_at);

-- Definer, and the migrations' role's own: no policy lets anybody erase a conversation.
create function private.drop_old_conversations()
returns integer
language sql
volatile
security definer
set search_path = ''
as $$
  select private.drop_old_conversations_at(now(), 50);
$$;
comment on function private.drop_old_conversations() is
  'Erases up to fifty conversations, with their messages, that are past their community''s '
  'retention. For the scheduled job; answers how many it erased.';

revoke all on function
  private.drop_old_conversations_at(timestamptz, integer), private.drop_old_conversations()
from public, anon, authenticated, service_role;
grant execute on function private.drop_old_conversations() to aigym_worker;
