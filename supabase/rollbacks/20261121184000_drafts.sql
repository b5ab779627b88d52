-- Undoes 20261121184000_drafts.sql. Drafts are lost, and conversations that have no message yet with them.

delete from public.conversations
using public.message_drafts
where message_drafts.conversation_id = conversations.id
  and not exists (select from public.messages where messages.conversation_id = conversations.id);

-- The rest of the function stays as it is, and so is not written out again.
create function private.change_function(p_function regprocedure, p_from text, p_to text)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_before constant text := pg_get_functiondef(p_function);
  v_after constant text := replace(v_before, p_from, p_to);
begin
  if v_after = v_before then
    raise exception '% does not read as expected', p_function;
  end if;
  execute v_after;
end;
$$;
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '  set last_message_at = now(), leaf_id = v_answer,
    title = case
      when v_last is null and p_edits is null and conversations.title = conversations.agent_name
        then v_line
      else conversations.title
    end
',
  '  set last_message_at = now(), leaf_id = v_answer
'
);
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '    delete from public.message_drafts
    where message_drafts.conversation_id = v_conversation.id;
    -- What waits goes with it.
',
  '    -- What waits goes with it.
'
);
drop function private.change_function(regprocedure, text, text);

create or replace function private.drop_old_conversations()
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

revoke update (title) on table public.conversations from aigym_definer;

drop function private.drop_unsent_at(timestamptz, integer);
drop function public.begin_conversation(uuid, uuid, text, uuid);
drop function public.keep_draft(uuid, text);
drop table public.message_drafts;
