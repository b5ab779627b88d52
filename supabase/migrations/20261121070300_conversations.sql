-- Conversations: a person talks with an agent, and what is said is kept. Messages are written by
-- the functions below only, each bound to the person whom private.enter() let in.

-- Tables ------------------------------------------------------------------------------------------

create table public.conversations (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  owner_id uuid not null references public.profiles (id) on delete cascade,
  -- The conversation outlives its agent, and knows its name.
  agent_id uuid references public.agents (id) on delete set null,
  agent_name text not null,
  title text not null,
  readers text not null,
  start_key uuid,
  last_message_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint conversations_agent_name_length check (char_length(agent_name) between 1 and 120),
  constraint conversations_title_length check (char_length(title) between 1 and 120),
  constraint conversations_readers_known check (readers in ('owner', 'owner_and_coaches'))
);
comment on table public.conversations is 'A person''s talk with an agent.';
comment on column public.conversations.readers is
  'Who may read it: what the community said when the conversation began.';
comment on column public.conversations.start_key is
  'The key of the post that began it: the same post sent twice begins one conversation.';

create unique index conversations_start_key on public.conversations (owner_id, start_key);
-- My conversations, newest first, paged by key.
create index conversations_mine
  on public.conversations (owner_id, community_id, last_message_at desc, id desc)
  where deleted_at is null;
-- What coaches may read.
create index conversations_readable
  on public.conversations (community_id, readers, deleted_at, last_message_at desc, id desc);
create index conversations_agent on public.conversations (agent_id);

create table public.messages (
  id uuid primary key default private.uuidv7(),
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  parent_id uuid,
  author text not null,
  text text not null,
  status text not null,
  failure text,
  model text,
  post_key uuid,
  stop_requested_at timestamptz,
  -- When the answer's maker was last heard of.
  saved_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  constraint messages_in_conversation unique (conversation_id, id),
  constraint messages_parent_in_same_conversation
    foreign key (conversation_id, parent_id) references public.messages (conversation_id, id),
  constraint messages_post_key unique (conversation_id, post_key),
  constraint messages_author_known check (author in ('person', 'agent')),
  constraint messages_status_known
    check (status in ('complete', 'streaming', 'stopped', 'cut_off', 'failed')),
  constraint messages_text_length check (
    case author
      when 'person' then char_length(text) between 1 and 32000
      else char_length(text) <= 200000
    end
  ),
  constraint messages_person_complete check (author = 'agent' or status = 'complete'),
  constraint messages_answer_has_parent check (author = 'person' or parent_id is not null),
  constraint messages_failure_fits check (
    failure is null or (status in ('cut_off', 'failed') and char_length(failure) between 1 and 60)
  ),
  constraint messages_model_length check (char_length(model) between 1 and 200),
  constraint messages_completed_when_over check ((status = 'streaming') = (completed_at is null))
);
comment on table public.messages is
  'What was said, as a tree: an answer hangs from what it answers, the next message from that.';

create index messages_parent on public.messages (conversation_id, parent_id);
-- One answer at a time, whatever the code above thinks.
create unique index messages_one_streaming
  on public.messages (conversation_id) where status = 'streaming';

create trigger conversations_touch before update on public.conversations
  for each row execute function private.touch_updated_at();

-- Writing -----------------------------------------------------------------------------------------

-- The maker of an answer saves about once a second while text comes, and at least every 20 seconds
-- while it waits. One that was silent for a minute is gone, and must not hold the conversation up.
create function private.is_lost(p_saved_at timestamptz)
returns boolean
language sql
stable
security invoker
set search_path = ''
as $$
  select p_saved_at < now() - interval '60 seconds';
$$;

create function private.require_person()
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if private.me() is null then
    raise exception 'Nobody is signed in.' using errcode = 'AG401', detail = 'session.none';
  end if;
  return private.me();
end;
$$;

-- What the maker of an answer needs to begin. The history is the path from the newest message of
-- the person back to the root: answers that were tried again are not on it. 39 messages, so that
-- it begins with the person.
create function private.answer_job(p_answer uuid, p_repeated boolean)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
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
$$;

-- Makes room for a new answer: raises when one is being made, ends one whose maker is gone. The
-- caller holds the conversation's row.
create function private.end_lost_answer(p_conversation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.messages
  set status = 'cut_off', failure = 'lost', completed_at = now()
  where messages.conversation_id = p_conversation
    and messages.status = 'streaming'
    and private.is_lost(messages.saved_at);
  if exists (
    select from public.messages
    where messages.conversation_id = p_conversation and messages.status = 'streaming'
  ) then
    raise exception 'An answer is still being made.'
      using errcode = 'AG409', detail = 'answer.running';
  end if;
end;
$$;

-- Raises unless members of the community may talk with this agent now; answers its name.
create function private.require_agent(p_community uuid, p_agent uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  select content_items.* into v_item
  from public.content_items
  join public.agents on agents.id = content_items.id
  where content_items.id = p_agent and content_items.community_id = p_community;
  if v_item.id is null and p_agent is not null then
    raise exception 'There is no such agent.' using errcode = 'AG404', detail = 'agent.not-found';
  end if;
  if v_item.status is distinct from 'published' or v_item.deleted_at is not null then
    raise exception 'The agent is not there any more.'
      using errcode = 'AG409', detail = 'agent.gone';
  end if;
  return v_item.title;
end;
$$;

create function public.send_message(
  p_community uuid,
  p_conversation uuid,
  p_agent uuid,
  p_text text,
  p_key uuid
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_line constant text := btrim(left(btrim(regexp_replace(p_text, '\s+', ' ', 'g')), 60));
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
  from public.messages as asked
  join public.messages as answers
    on answers.conversation_id = asked.conversation_id and answers.parent_id = asked.id
  where asked.conversation_id = v_conversation.id
    and asked.post_key = p_key
    and asked.author = 'person'
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
  order by messages.id desc
  limit 1;
  v_asked := private.uuidv7();
  v_answer := private.uuidv7();
  -- Two keys made within one microsecond are in no order, and the page's order is the keys'.
  while v_answer <= v_asked loop
    v_answer := private.uuidv7();
  end loop;

  insert into public.messages
    (id, conversation_id, parent_id, author, text, status, post_key, completed_at)
  values (v_asked, v_conversation.id, v_last, 'person', p_text, 'complete', p_key, now());
  insert into public.messages (id, conversation_id, parent_id, author, text, status)
  values (v_answer, v_conversation.id, v_asked, 'agent', '', 'streaming');
  update public.conversations
  set last_message_at = now()
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$$;
comment on function public.send_message(uuid, uuid, uuid, text, uuid) is
  'Keeps what a person wrote and opens the row of its answer, in a new conversation when '
  'p_conversation is null. The same p_key again answers the same ids with repeated = true.';

create function public.save_answer(
  p_answer uuid,
  p_text text,
  p_status text,
  p_failure text,
  p_model text
)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_text constant text := left(coalesce(p_text, ''), 200000);
  v_community uuid;
  v_deleted boolean;
  v_stop boolean;
begin
  if p_status is null
    or p_status not in ('complete', 'streaming', 'stopped', 'cut_off', 'failed') then
    raise exception 'There is no such status.' using errcode = 'AG422', detail = 'status.invalid';
  end if;
  select conversations.community_id, conversations.deleted_at is not null
  into v_community, v_deleted
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and messages.author = 'agent'
    and conversations.owner_id = v_me;
  if v_community is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'answer.not-found';
  end if;
  if v_community <> all (private.my_communities()) then
    raise exception 'The membership has ended.'
      using errcode = 'AG404', detail = 'membership.ended';
  end if;

  -- The one lock: the answer's own row, until the commit that follows.
  update public.messages
  set text = case
        when char_length(v_text) > char_length(messages.text) then v_text else messages.text
      end,
      status = p_status,
      failure = case
        when p_status in ('cut_off', 'failed') then left(nullif(p_failure, ''), 60)
      end,
      model = coalesce(left(nullif(p_model, ''), 200), messages.model),
      saved_at = clock_timestamp(),
      completed_at = case when p_status <> 'streaming' then clock_timestamp() end
  where messages.id = p_answer and messages.status = 'streaming'
  returning messages.stop_requested_at is not null into v_stop;
  -- Over already: nothing was changed, and there is nothing left to save.
  if not found then
    return 'stop';
  end if;
  return case
    when v_stop or v_deleted or p_status <> 'streaming' or char_length(p_text) >= 200000
    then 'stop' else 'continue'
  end;
end;
$$;
comment on function public.save_answer(uuid, text, text, text, text) is
  'Keeps what has come of an answer, never less than before, and answers continue or stop. An '
  'answer that is over is not changed.';

create function public.stop_answer(p_answer uuid)
returns text
language plpgsql
security definer
set search_path = ''
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
comment on function public.stop_answer(uuid) is
  'Asks the maker of an answer to stop; answers its status now. Harmless when it is over.';

create function public.retry_answer(p_answer uuid, p_key uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
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
  from public.messages
  where messages.conversation_id = v_conversation.id
    and messages.post_key = p_key
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

  insert into public.messages (conversation_id, parent_id, author, text, status, post_key)
  values (v_conversation.id, v_old.parent_id, 'agent', '', 'streaming', p_key)
  returning messages.id into v_answer;
  update public.conversations
  set last_message_at = now()
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$$;
comment on function public.retry_answer(uuid, uuid) is
  'Opens another answer to the same message, beside the newest one. Answers as send_message does.';

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.conversations, public.messages
from public, anon, authenticated, service_role;

-- A person renames a conversation, deletes it and takes that back; the functions write the rest.
grant select, update (title, deleted_at) on table public.conversations to authenticated;
grant select on table public.messages to authenticated;

grant select,
  insert (community_id, owner_id, agent_id, agent_name, title, readers, start_key),
  update (last_message_at)
on table public.conversations to aigym_definer;
grant select,
  insert (id, conversation_id, parent_id, author, text, status, post_key, completed_at),
  update (text, status, failure, model, stop_requested_at, saved_at, completed_at)
on table public.messages to aigym_definer;

revoke all on function
  private.is_lost(timestamptz), private.require_person(), private.answer_job(uuid, boolean),
  private.end_lost_answer(uuid), private.require_agent(uuid, uuid),
  public.send_message(uuid, uuid, uuid, text, uuid),
  public.save_answer(uuid, text, text, text, text),
  public.stop_answer(uuid), public.retry_answer(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  private.is_lost(timestamptz), private.require_person(), private.answer_job(uuid, boolean),
  private.end_lost_answer(uuid), private.require_agent(uuid, uuid)
to aigym_definer;
grant execute on function
  public.send_message(uuid, uuid, uuid, text, uuid),
  public.save_answer(uuid, text, text, text, text),
  public.stop_answer(uuid), public.retry_answer(uuid, uuid)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.conversations enable row level security;
alter table public.messages enable row level security;

-- conversations: the owner's while they are a member, deleted ones included (the way back); the
-- coaches' where it said so when it began. Super admins run the platform and read none.
create policy "Owners see their conversations, coaches what they may read"
  on public.conversations for select to authenticated
  using (
    (
      owner_id = (select private.me())
      and community_id = any ((select private.my_communities())::uuid[])
    )
    or (
      readers = 'owner_and_coaches'
      and deleted_at is null
      and community_id = any ((select private.my_admin_communities())::uuid[])
    )
  );

create policy "Owners rename, delete and restore their conversations"
  on public.conversations for update to authenticated
  using (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  )
  with check (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );

-- messages: seen with their conversation, whose own policy applies inside `exists`.
create policy "Messages are seen with their conversation"
  on public.messages for select to authenticated
  using (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );

-- The definer functions are held to the asker's own conversations too.
create policy "Definer functions read the asker's conversations"
  on public.conversations for select to aigym_definer
  using (owner_id = (select private.me()));
create policy "Definer functions begin conversations for the asker"
  on public.conversations for insert to aigym_definer
  with check (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
create policy "Definer functions date the asker's conversations"
  on public.conversations for update to aigym_definer
  using (owner_id = (select private.me()))
  with check (owner_id = (select private.me()));
create policy "Definer functions read the asker's messages"
  on public.messages for select to aigym_definer
  using (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );
create policy "Definer functions add messages for the asker"
  on public.messages for insert to aigym_definer
  with check (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );
create policy "Definer functions write the asker's answers"
  on public.messages for update to aigym_definer
  using (
    author = 'agent'
    and exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  )
  with check (author = 'agent');

grant create on schema private, public to aigym_definer;
alter function private.answer_job(uuid, boolean) owner to aigym_definer;
alter function private.end_lost_answer(uuid) owner to aigym_definer;
alter function private.require_agent(uuid, uuid) owner to aigym_definer;
alter function public.send_message(uuid, uuid, uuid, text, uuid) owner to aigym_definer;
alter function public.save_answer(uuid, text, text, text, text) owner to aigym_definer;
alter function public.stop_answer(uuid) owner to aigym_definer;
alter function public.retry_answer(uuid, uuid) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
