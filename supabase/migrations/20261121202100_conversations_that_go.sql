-- Who deletes a conversation may erase it, and what lies in the trash does not lie there for ever.

create function private.may_go(p_conversation uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return
    -- What an answer takes is kept when it ends, with the conversation that it is made in.
    not exists (
      select from public.running_answers where running_answers.conversation_id = p_conversation
    )
    -- Nobody takes away what coaches were given to decide on.
    and not exists (
      select from public.held_messages
      where held_messages.conversation_id = p_conversation
        and held_messages.state = 'waiting'
        and (held_messages.shared or held_messages.appealed_at is not null)
    )
    and not exists (
      select from public.answer_reports
      where answer_reports.conversation_id = p_conversation
        and answer_reports.settled_at is null
    );
end;
$$;
comment on function private.may_go(uuid) is
  'Whether a conversation of mine may be erased: no answer is being made in it, and nothing of it '
  'waits for a coach.';
revoke all on function private.may_go(uuid) from public, anon, authenticated, service_role;
grant execute on function private.may_go(uuid) to authenticated;
grant create on schema private to aigym_definer;
alter function private.may_go(uuid) owner to aigym_definer;
revoke create on schema private from aigym_definer;

grant delete on public.conversations to authenticated;
create policy "Owners erase what they deleted"
  on public.conversations for delete to authenticated
  using (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
    and deleted_at is not null
    and (select private.may_go(id))
  );

-- allow index: of the few that were deleted, for the job that looks for the oldest of them
create index conversations_trash on public.conversations (deleted_at)
  where deleted_at is not null;

create or replace function private.drop_old_conversations_at(p_now timestamptz, p_limit integer)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_dropped integer;
  v_emptied integer;
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
  delete from public.conversations
  where conversations.id in (
    select old.id
    from public.conversations as old
    where old.deleted_at < p_now - make_interval(days => private.trash_days())
      -- The trash named no end until now: what lies in it already has as many days from this day on.
      and p_now > timestamptz '2026-11-23 00:00Z' + make_interval(days => private.trash_days())
    order by old.deleted_at
    limit p_limit - v_dropped
    -- One that is brought back at this moment stays.
    for update skip locked
  );
  get diagnostics v_emptied = row_count;
  return v_dropped + v_emptied;
end;
$$;
comment on function private.drop_old_conversations() is
  'Erases up to fifty conversations that are past their community''s retention, or were deleted more '
  'than private.trash_days() ago, and forgets up to fifty drafts that nobody sent. For the scheduled '
  'job.';
