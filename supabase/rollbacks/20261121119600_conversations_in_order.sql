-- Undoes 20261121119600_conversations_in_order.sql.

create or replace function public.stop_answer(p_answer uuid)
returns text
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_message public.messages;
begin
  select messages.* into v_message
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and messages.author = 'agent'
    and conversations.owner_id = v_me
    and conversations.community_id = any (private.my_communities())
  for no key update of messages;
  if v_message.id is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'answer.not-found';
  end if;
  if v_message.status = 'streaming' then
    -- With nobody left to read the wish, it is done here.
    update public.messages
    set stop_requested_at = coalesce(messages.stop_requested_at, now()),
        status = case
          when private.is_lost(messages.saved_at) then 'stopped' else messages.status
        end,
        completed_at = case when private.is_lost(messages.saved_at) then now() end
    where messages.id = p_answer
    returning * into v_message;
  end if;
  return v_message.status;
end;
$$;

drop index public.communities_open_by_slug;
drop index public.conversations_agent;
create index conversations_agent on public.conversations (agent_id);
drop index public.conversations_deleted;
