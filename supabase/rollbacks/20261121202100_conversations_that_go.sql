-- Undoes 20261121202100_conversations_that_go.sql.

create or replace function private.drop_old_conversations_at(p_now timestamptz, p_limit integer)
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

comment on function private.drop_old_conversations() is
  'Erases up to fifty conversations that are past their community''s retention, and forgets up to '
  'fifty drafts that nobody sent. For the scheduled job.';

drop index public.conversations_trash;
drop policy "Owners erase what they deleted" on public.conversations;
drop function private.may_go(uuid);
revoke delete on public.conversations from authenticated;
