-- What a plan that is kept for everybody asks of the indexes: it can't know who has many rows.

-- One's deleted conversations, in the order they are shown in. Without it a plan crossed the owner's
-- with all of the community: 151,000 entries read for one row, at ten million messages.
-- allow index: one in twenty of 500,000 rows beside ten million messages, done in a moment
create index conversations_deleted
  on public.conversations (owner_id, community_id, last_message_at desc, id desc)
  where deleted_at is not null;

-- Whether I talked with an agent, however many others did. It serves the foreign key as well.
drop index public.conversations_agent;
-- allow index: 500,000 rows beside ten million messages, half a second
create index conversations_agent on public.conversations (agent_id, owner_id);

-- The communities that anybody may ask to join, by address, however many others there are.
-- allow index: communities are few
create index communities_open_by_slug on public.communities (slug)
  where join_policy = 'open' and deleted_at is null;

-- The answer first, and of its conversation only the one it is of: as a join, the kept plan began
-- with all conversations of the person's communities.
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
  where messages.id = p_answer
    and messages.author = 'agent'
    and (
      select conversations.owner_id = v_me
        and conversations.community_id = any (private.my_communities())
      from public.conversations
      where conversations.id = messages.conversation_id
    )
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
