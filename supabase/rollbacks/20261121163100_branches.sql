-- Undoes 20261121163100_branches.sql. The branches that were made stay in public.messages; what is shown
-- is again everything in the order of its keys.

drop function public.choose_branch(uuid);
drop function public.retry_answer(uuid, uuid, uuid, boolean);
drop function public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid);
drop function public.read_branch(uuid, uuid, uuid, integer);

CREATE OR REPLACE FUNCTION private.answer_job(p_answer uuid, p_repeated boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
  return (
    with recursive
    answer as (
      select messages.id, messages.conversation_id, messages.parent_id
      from public.messages
      where messages.id = p_answer
    ),
    path as (
      select asked.id, asked.parent_id, asked.author, asked.text, 1 as depth,
        char_length(asked.text) as size
      from answer
      join public.messages as asked
        on asked.conversation_id = answer.conversation_id and asked.id = answer.parent_id
      union all
      select earlier.id, earlier.parent_id, earlier.author, earlier.text, path.depth + 1,
        path.size + char_length(earlier.text)
      from path
      cross join answer
      join public.messages as earlier
        on earlier.conversation_id = answer.conversation_id and earlier.id = path.parent_id
      where path.depth < 39
        and path.size + char_length(earlier.text) <= 200000
    )
    select jsonb_build_object(
      'conversationId', answer.conversation_id,
      'personMessageId', answer.parent_id,
      'answerId', answer.id,
      'repeated', p_repeated,
      'instructions', coalesce(agent_instructions.instructions, ''),
      'temperature', coalesce(agent_instructions.temperature, 0.7),
      'maxOutputTokens', coalesce(agent_instructions.max_output_tokens, 1024),
      'agentName', coalesce(content_items.title, conversations.agent_name),
      'history', (
        select jsonb_agg(
          jsonb_build_object('author', path.author, 'text', path.text) order by path.depth desc
        )
        from path
        where path.text <> ''
      )
    )
    from answer
    join public.conversations on conversations.id = answer.conversation_id
    left join public.content_items on content_items.id = conversations.agent_id
    left join public.agent_instructions on agent_instructions.agent_id = conversations.agent_id
  );
end;
$function$;

do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array[
    'public.record_run(uuid, jsonb)', 'private.note_lost_run()', 'public.take_sources(uuid)'
  ]::regprocedure[]
  loop
    execute regexp_replace(
      pg_get_functiondef(v_function),
      'private\.agent_of_answer\(conversations\.id, [a-z_.]+\)( as agent_id)?',
      'conversations.agent_id',
      'g'
    );
  end loop;
end;
$$;

CREATE OR REPLACE FUNCTION public.send_message(p_community uuid, p_conversation uuid, p_agent uuid, p_text text, p_key uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  v_me constant uuid := private.require_person();
  v_line constant text := private.line_of(p_text, 60);
  v_conversation public.conversations;
  v_conversation_id uuid := p_conversation;
  v_asked uuid;
  v_answer uuid;
  v_last uuid;
begin
  if p_key is null then
    raise exception 'A post needs a key.' using errcode = 'AG422', detail = 'key.missing';
  end if;
  if coalesce(v_line, '') = '' then
    raise exception 'The message is empty.' using errcode = 'AG422', detail = 'message.empty';
  end if;
  if char_length(p_text) > 32000 then
    raise exception 'The message is too long.' using errcode = 'AG422', detail = 'message.too-long';
  end if;
  if p_community is null or p_community <> all (private.my_communities()) then
    raise exception 'There is no such community.'
      using errcode = 'AG404', detail = 'community.not-found';
  end if;

  if p_conversation is null then
    select conversations.id into v_conversation_id
    from public.conversations
    where conversations.owner_id = v_me and conversations.start_key = p_key;
    if v_conversation_id is null then
      if p_agent is null then
        raise exception 'There is no such agent.'
          using errcode = 'AG404', detail = 'agent.not-found';
      end if;
      -- Of two equal posts at once, one inserts; the other waits here and then finds it.
      insert into public.conversations
        (community_id, owner_id, agent_id, agent_name, title, readers, start_key)
      select communities.id, v_me, p_agent, private.require_agent(p_community, p_agent), v_line,
        communities.conversation_readers, p_key
      from public.communities
      where communities.id = p_community
      on conflict (owner_id, start_key) do nothing
      returning conversations.id into v_conversation_id;
      if v_conversation_id is null then
        select conversations.id into v_conversation_id
        from public.conversations
        where conversations.owner_id = v_me and conversations.start_key = p_key;
      end if;
    end if;
  end if;

  -- Two tabs that send at once come through here one after the other.
  select * into v_conversation
  from public.conversations
  where conversations.id = v_conversation_id
    and conversations.owner_id = v_me
    and conversations.community_id = p_community
  for no key update;
  if v_conversation.id is null then
    raise exception 'There is no such conversation.'
      using errcode = 'AG404', detail = 'conversation.not-found';
  end if;
  if v_conversation.deleted_at is not null then
    raise exception 'The conversation was deleted.'
      using errcode = 'AG404', detail = 'conversation.deleted';
  end if;

  -- The same post again: the same answer, the first one that hangs from it.
  select answers.id into v_answer
  from public.message_posts as posts
  join public.messages as answers
    on answers.conversation_id = posts.conversation_id
    and answers.parent_id = posts.message_id
    and answers.id > posts.message_id
  where posts.conversation_id = v_conversation.id
    and posts.post_key = p_key
    and answers.author = 'agent'
  order by answers.id
  limit 1;
  if v_answer is not null then
    return private.answer_job(v_answer, true);
  end if;

  perform private.require_agent(p_community, v_conversation.agent_id);
  perform private.end_lost_answer(v_conversation.id);

  select messages.id into v_last
  from public.messages
  where messages.conversation_id = v_conversation.id
    and messages.id > v_conversation.id
  order by messages.id desc
  limit 1;
  v_asked := private.uuidv7_after(coalesce(v_last, v_conversation.id));
  v_answer := private.uuidv7_after(v_asked);

  insert into public.messages (id, conversation_id, parent_id, author, text, status, completed_at)
  values (v_asked, v_conversation.id, v_last, 'person', p_text, 'complete', now());
  insert into public.message_posts (conversation_id, post_key, message_id)
  values (v_conversation.id, p_key, v_asked);
  insert into public.messages (id, conversation_id, parent_id, author, text, status)
  values (v_answer, v_conversation.id, v_asked, 'agent', '', 'streaming');
  update public.conversations
  set last_message_at = now()
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$function$;

comment on function public.send_message(uuid, uuid, uuid, text, uuid) is
  'Keeps what a person wrote and opens the row of its answer, in a new conversation when '
  'p_conversation is null. The same p_key again answers the same ids with repeated = true.';

CREATE OR REPLACE FUNCTION public.retry_answer(p_answer uuid, p_key uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  v_me constant uuid := private.require_person();
  v_conversation public.conversations;
  v_old public.messages;
  v_answer uuid;
begin
  if p_key is null then
    raise exception 'A post needs a key.' using errcode = 'AG422', detail = 'key.missing';
  end if;
  select messages.* into v_old
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer and messages.author = 'agent' and conversations.owner_id = v_me;
  if v_old.id is not null then
    select * into v_conversation
    from public.conversations
    where conversations.id = v_old.conversation_id
      and conversations.community_id = any (private.my_communities())
    for no key update;
  end if;
  if v_conversation.id is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'answer.not-found';
  end if;
  if v_conversation.deleted_at is not null then
    raise exception 'The conversation was deleted.'
      using errcode = 'AG404', detail = 'conversation.deleted';
  end if;

  select messages.id into v_answer
  from public.message_posts as posts
  join public.messages on messages.id = posts.message_id
  where posts.conversation_id = v_conversation.id
    and posts.post_key = p_key
    and messages.author = 'agent';
  if v_answer is not null then
    return private.answer_job(v_answer, true);
  end if;

  perform private.require_agent(v_conversation.community_id, v_conversation.agent_id);
  perform private.end_lost_answer(v_conversation.id);
  -- The conversation went on after it: another answer there would hang beside what was said since.
  if exists (
    select from public.messages
    where messages.conversation_id = v_conversation.id and messages.id > p_answer
  ) then
    raise exception 'The conversation went on after this answer.'
      using errcode = 'AG409', detail = 'answer.superseded';
  end if;

  v_answer := private.uuidv7_after(p_answer);
  insert into public.messages (id, conversation_id, parent_id, author, text, status)
  values (v_answer, v_conversation.id, v_old.parent_id, 'agent', '', 'streaming');
  insert into public.message_posts (conversation_id, post_key, message_id)
  values (v_conversation.id, p_key, v_answer);
  update public.conversations
  set last_message_at = now()
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$function$;

comment on function public.retry_answer(uuid, uuid) is
  'Opens another answer to the same message, beside the newest one. Answers as send_message does.';

revoke all on function
  public.send_message(uuid, uuid, uuid, text, uuid), public.retry_answer(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.send_message(uuid, uuid, uuid, text, uuid), public.retry_answer(uuid, uuid)
to authenticated;
grant create on schema public to aigym_definer;
alter function public.send_message(uuid, uuid, uuid, text, uuid) owner to aigym_definer;
alter function public.retry_answer(uuid, uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;

drop function private.agent_of_answer(uuid, uuid);
drop function private.shown_leaf(uuid);
drop function private.end_of_branch(uuid, uuid);
drop table public.answer_agents;
revoke update (leaf_id) on table public.conversations from aigym_definer;
alter table public.conversations drop column leaf_id;
