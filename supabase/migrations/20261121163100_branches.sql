-- Branches: a message of one's own is written anew, an answer is asked for again (of another agent, or
-- from where it broke off), and what was there stays beside it. A conversation remembers which of its
-- branches is shown and goes on.

-- No foreign key: messages point at their conversation, and two tables that point at each other can
-- be brought back from a backup in no order. A key that is not there reads as none.
alter table public.conversations add column leaf_id uuid;
comment on column public.conversations.leaf_id is
  'The message with which the branch ends that is shown and goes on; null: the newest.';

create table public.answer_agents (
  conversation_id uuid not null,
  message_id uuid not null,
  -- The answer outlives its agent, and knows its name.
  agent_id uuid references public.agents (id) on delete set null,
  agent_name text not null,
  constraint answer_agents_pkey primary key (conversation_id, message_id),
  constraint answer_agents_message_there
    foreign key (conversation_id, message_id) references public.messages (conversation_id, id)
    on delete cascade,
  constraint answer_agents_name_length check (char_length(agent_name) between 1 and 120)
);
comment on table public.answer_agents is
  'Who gives an answer, where it is another agent than the conversation''s.';
create index answer_agents_agent on public.answer_agents (agent_id);

-- Where a branch ends -----------------------------------------------------------------------------

-- The children of a message are gathered, not ordered with a limit: a plan would else walk along all
-- that was said since, once for each step.
create function private.end_of_branch(p_conversation uuid, p_message uuid)
returns uuid
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    with recursive way as (
      select messages.id, 1 as step
      from public.messages
      where messages.conversation_id = p_conversation and messages.id = p_message
      union all
      select (
          select (array_agg(next.id order by next.id desc))[1]
          from public.messages as next
          where next.conversation_id = p_conversation
            and next.parent_id = way.id
            and next.id > way.id
        ),
        way.step + 1
      from way
      where way.id is not null
    )
    select way.id from way where way.id is not null order by way.step desc limit 1
  );
end;
$$;
comment on function private.end_of_branch(uuid, uuid) is
  'The last message of the branch that begins with p_message: the newest child of each, to the end.';

create function private.shown_leaf(p_conversation uuid)
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return coalesce(
    (
      select messages.id
      from public.conversations
      join public.messages
        on messages.conversation_id = conversations.id and messages.id = conversations.leaf_id
      where conversations.id = p_conversation
    ),
    (
      select messages.id
      from public.messages
      where messages.conversation_id = p_conversation and messages.id > p_conversation
      order by messages.id desc
      limit 1
    )
  );
end;
$$;
comment on function private.shown_leaf(uuid) is
  'The message with which what is shown of a conversation ends; null where nothing was said.';

-- Reading -----------------------------------------------------------------------------------------

-- One page of a branch, along parent_id from its end upward: as much work however long the
-- conversation is. The caller's own rights and policies hold. read_messages() stays for the release
-- before this one.
create function public.read_branch(
  p_conversation uuid,
  p_at uuid,
  p_before uuid,
  p_limit integer
)
returns table (
  id uuid,
  parent_id uuid,
  author text,
  text text,
  status text,
  failure text,
  model text,
  created_at timestamptz,
  saved_at timestamptz,
  agent_name text,
  place integer,
  beside integer,
  previous_id uuid,
  next_id uuid,
  goes_on boolean
)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_end uuid;
  v_next uuid;
begin
  if p_before is not null then
    select messages.parent_id into v_end
    from public.messages
    where messages.conversation_id = p_conversation and messages.id = p_before;
  elsif p_at is not null then
    select messages.id into v_end
    from public.messages
    where messages.conversation_id = p_conversation and messages.id = p_at;
    for step in 1 .. p_limit / 2 loop
      select (array_agg(next.id order by next.id desc))[1] into v_next
      from public.messages as next
      where next.conversation_id = p_conversation
        and next.parent_id = v_end
        and next.id > v_end;
      exit when v_next is null;
      v_end := v_next;
    end loop;
  else
    v_end := private.shown_leaf(p_conversation);
  end if;
  if v_end is null then
    return;
  end if;
  return query
    with recursive path as (
      select said.id, said.parent_id, said.author, said.text, said.status, said.failure, said.model,
        said.created_at, said.saved_at, 1 as step
      from public.messages as said
      where said.conversation_id = p_conversation and said.id = v_end
      union all
      select said.id, said.parent_id, said.author, said.text, said.status, said.failure, said.model,
        said.created_at, said.saved_at, path.step + 1
      from path
      join public.messages as said
        on said.conversation_id = p_conversation and said.id = path.parent_id
      where path.step < p_limit
    ),
    children as (
      select said.id, said.parent_id
      from public.messages as said
      where said.conversation_id = p_conversation
        and said.parent_id = any (array(select path.parent_id from path)::uuid[])
        and said.id > (
          select path.parent_id from path
          where path.parent_id is not null
          order by path.step desc
          limit 1
        )
      union all
      -- What a conversation begins with has no parent in common.
      select said.id, said.parent_id
      from public.messages as said
      where (select bool_or(path.parent_id is null) from path)
        and said.conversation_id = p_conversation
        and said.parent_id is null
        and said.id > p_conversation
    ),
    families as (
      select children.id,
        (row_number() over brothers)::integer as place,
        (count(*) over (partition by children.parent_id))::integer as beside,
        lag(children.id) over brothers as previous_id,
        lead(children.id) over brothers as next_id
      from children
      window brothers as (partition by children.parent_id order by children.id)
    )
    select path.id, path.parent_id, path.author, path.text, path.status, path.failure, path.model,
      path.created_at, path.saved_at, answer_agents.agent_name,
      families.place, families.beside, families.previous_id, families.next_id,
      path.step = 1 and exists (
        select from public.messages as next
        where next.conversation_id = p_conversation
          and next.parent_id = path.id
          and next.id > path.id
      )
    from path
    join families on families.id = path.id
    left join public.answer_agents
      on answer_agents.conversation_id = p_conversation and answer_agents.message_id = path.id
    order by path.step;
end;
$$;
comment on function public.read_branch(uuid, uuid, uuid, integer) is
  'p_limit messages of the branch that is shown, of the one through p_at (half of them after it), or '
  'of the one that leads to p_before (those before it), last first. place of beside: which of the '
  'messages it is that hang from the same one. goes_on, of the last: more was said after it.';

-- Writing -----------------------------------------------------------------------------------------

-- As before, and with it: who answers where that is another agent, and what an answer begins with
-- that goes on from one that broke off.
create or replace function private.answer_job(p_answer uuid, p_repeated boolean)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    with recursive
    answer as (
      select messages.id, messages.conversation_id, messages.parent_id,
        case when messages.status = 'streaming' then messages.text else '' end as begun
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
      'begun', answer.begun,
      'instructions', coalesce(agent_instructions.instructions, ''),
      'temperature', coalesce(agent_instructions.temperature, 0.7),
      'maxOutputTokens', coalesce(agent_instructions.max_output_tokens, 1024),
      'agentName',
        coalesce(content_items.title, answer_agents.agent_name, conversations.agent_name),
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
    left join public.answer_agents
      on answer_agents.conversation_id = answer.conversation_id
      and answer_agents.message_id = answer.id
    cross join lateral (
      select case
        when answer_agents.message_id is null then conversations.agent_id
        else answer_agents.agent_id
      end as agent_id
    ) as who
    left join public.content_items on content_items.id = who.agent_id
    left join public.agent_instructions on agent_instructions.agent_id = who.agent_id
  );
end;
$$;

-- The two new parameters have defaults: the release before this one calls it as it did.
drop function public.send_message(uuid, uuid, uuid, text, uuid);
create function public.send_message(
  p_community uuid,
  p_conversation uuid,
  p_agent uuid,
  p_text text,
  p_key uuid,
  p_after uuid default null,
  p_edits uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_line constant text := private.line_of(p_text, 60);
  -- All forms of a page carry one key: what is wished makes it another.
  v_key constant uuid := case
    when p_edits is null then p_key else md5(p_key::text || p_edits::text)::uuid
  end;
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
    and posts.post_key = v_key
    and answers.author = 'agent'
  order by answers.id
  limit 1;
  if v_answer is not null then
    return private.answer_job(v_answer, true);
  end if;

  perform private.require_agent(p_community, v_conversation.agent_id);
  perform private.end_lost_answer(v_conversation.id);

  if p_edits is not null then
    select messages.id, messages.parent_id into v_asked, v_last
    from public.messages
    where messages.conversation_id = v_conversation.id
      and messages.id = p_edits
      and messages.author = 'person';
    if v_asked is null then
      raise exception 'There is no such message.'
        using errcode = 'AG404', detail = 'message.not-found';
    end if;
  else
    -- At the end of the branch that the page showed, whichever another tab has turned to since.
    v_last := coalesce(
      private.end_of_branch(v_conversation.id, p_after),
      private.shown_leaf(v_conversation.id)
    );
  end if;
  v_asked := private.uuidv7_after(coalesce(v_last, v_conversation.id));
  v_answer := private.uuidv7_after(v_asked);

  insert into public.messages (id, conversation_id, parent_id, author, text, status, completed_at)
  values (v_asked, v_conversation.id, v_last, 'person', p_text, 'complete', now());
  insert into public.message_posts (conversation_id, post_key, message_id)
  values (v_conversation.id, v_key, v_asked);
  insert into public.messages (id, conversation_id, parent_id, author, text, status)
  values (v_answer, v_conversation.id, v_asked, 'agent', '', 'streaming');
  update public.conversations
  set last_message_at = now(), leaf_id = v_answer
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$$;
comment on function public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid) is
  'Keeps what a person wrote and opens the row of its answer, in a new conversation when '
  'p_conversation is null; at the end of the branch that goes on from p_after, or beside p_edits, a '
  'message of theirs. The same p_key again answers the same ids with repeated = true.';

drop function public.retry_answer(uuid, uuid);
create function public.retry_answer(
  p_answer uuid,
  p_key uuid,
  p_agent uuid default null,
  p_continue boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_key constant uuid := md5(concat_ws(' ', p_key, p_answer, p_agent, p_continue))::uuid;
  v_conversation public.conversations;
  v_old public.messages;
  v_agent uuid := p_agent;
  v_agent_name text;
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
    and posts.post_key = v_key
    and messages.author = 'agent';
  if v_answer is not null then
    return private.answer_job(v_answer, true);
  end if;

  -- Who gave the answer gives the next one too, where nobody else is asked.
  if v_agent is null then
    v_agent := v_conversation.agent_id;
    select answer_agents.agent_id into v_agent
    from public.answer_agents
    where answer_agents.conversation_id = v_conversation.id
      and answer_agents.message_id = v_old.id;
    if not found then
      v_agent := v_conversation.agent_id;
    end if;
  end if;
  v_agent_name := private.require_agent(v_conversation.community_id, v_agent);
  perform private.end_lost_answer(v_conversation.id);

  -- Read again: what has just been found lost has ended since.
  select messages.* into v_old from public.messages where messages.id = p_answer;
  if p_continue and (v_old.status not in ('stopped', 'cut_off') or v_old.text = '') then
    raise exception 'There is nothing to go on from.'
      using errcode = 'AG409', detail = 'answer.whole';
  end if;

  v_answer := private.uuidv7_after(p_answer);
  insert into public.messages (id, conversation_id, parent_id, author, text, status)
  values (v_answer, v_conversation.id, v_old.parent_id, 'agent',
    case when p_continue then v_old.text else '' end, 'streaming');
  insert into public.message_posts (conversation_id, post_key, message_id)
  values (v_conversation.id, v_key, v_answer);
  if v_agent is distinct from v_conversation.agent_id then
    insert into public.answer_agents (conversation_id, message_id, agent_id, agent_name)
    values (v_conversation.id, v_answer, v_agent, v_agent_name);
  end if;
  update public.conversations
  set last_message_at = now(), leaf_id = v_answer
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$$;
comment on function public.retry_answer(uuid, uuid, uuid, boolean) is
  'Opens another answer to the same message, beside the one that is there: of p_agent, where that is '
  'given, or one that goes on from what was kept of it. Answers as send_message does.';

create function public.choose_branch(p_message uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_conversation uuid;
  v_leaf uuid;
begin
  select messages.conversation_id into v_conversation
  from public.messages
  where messages.id = p_message
    and (
      select conversations.owner_id = v_me
        and conversations.deleted_at is null
        and conversations.community_id = any (private.my_communities())
      from public.conversations
      where conversations.id = messages.conversation_id
    );
  if v_conversation is null then
    raise exception 'There is no such message.'
      using errcode = 'AG404', detail = 'message.not-found';
  end if;
  v_leaf := private.end_of_branch(v_conversation, p_message);
  update public.conversations set leaf_id = v_leaf where conversations.id = v_conversation;
  return v_leaf;
end;
$$;
comment on function public.choose_branch(uuid) is
  'From now on a conversation of mine shows, and goes on from, the branch through p_message.';

-- What an answer took is the agent's who gave it. Invoker: the job that ends lost answers asks too,
-- in nobody's name.
create function private.agent_of_answer(p_conversation uuid, p_message uuid)
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return (
    select case
      when answer_agents.message_id is null then conversations.agent_id
      else answer_agents.agent_id
    end
    from public.conversations
    left join public.answer_agents
      on answer_agents.conversation_id = conversations.id
      and answer_agents.message_id = p_message
    where conversations.id = p_conversation
  );
end;
$$;

-- The rest of the functions stays as it is, and so is not written out again.
do $$
declare
  v_answer record;
  v_before text;
  v_after text;
begin
  for v_answer in
    select * from (values
      ('public.record_run(uuid, jsonb)'::regprocedure, 'v_answer.id'),
      ('private.note_lost_run()', 'new.id'),
      ('public.take_sources(uuid)', 'messages.id')
    ) as functions (name, answer)
  loop
    v_before := pg_get_functiondef(v_answer.name);
    -- Where it is a column of what is read, it keeps its name.
    v_after := replace(
      regexp_replace(
        v_before,
        'conversations\.agent_id(?=\s+into )',
        format('private.agent_of_answer(conversations.id, %s) as agent_id', v_answer.answer)
      ),
      'conversations.agent_id',
      format('private.agent_of_answer(conversations.id, %s)', v_answer.answer)
    );
    if v_after = v_before then
      raise exception '% does not name the agent as expected', v_answer.name;
    end if;
    execute v_after;
  end loop;
end;
$$;

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.answer_agents from public, anon, authenticated, service_role;
grant select on table public.answer_agents to authenticated;
grant select, insert on table public.answer_agents to aigym_definer;
grant update (leaf_id) on table public.conversations to aigym_definer;

revoke all on function
  private.end_of_branch(uuid, uuid), private.shown_leaf(uuid), private.agent_of_answer(uuid, uuid),
  public.read_branch(uuid, uuid, uuid, integer),
  public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid),
  public.retry_answer(uuid, uuid, uuid, boolean), public.choose_branch(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  private.end_of_branch(uuid, uuid), private.shown_leaf(uuid), private.agent_of_answer(uuid, uuid)
to aigym_definer;
grant execute on function private.shown_leaf(uuid) to authenticated;
grant execute on function
  public.read_branch(uuid, uuid, uuid, integer),
  public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid),
  public.retry_answer(uuid, uuid, uuid, boolean), public.choose_branch(uuid)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.answer_agents enable row level security;

create policy "Who gave an answer is seen with its conversation"
  on public.answer_agents for select to authenticated
  using (
    exists (
      select from public.conversations where conversations.id = answer_agents.conversation_id
    )
  );
create policy "Definer functions see who gives the asker's answers"
  on public.answer_agents for select to aigym_definer
  using (
    exists (
      select from public.conversations where conversations.id = answer_agents.conversation_id
    )
  );
create policy "Definer functions note who gives the asker's answers"
  on public.answer_agents for insert to aigym_definer
  with check (
    exists (
      select from public.conversations
      where conversations.id = answer_agents.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

grant create on schema private, public to aigym_definer;
alter function private.end_of_branch(uuid, uuid) owner to aigym_definer;
alter function public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid) owner to aigym_definer;
alter function public.retry_answer(uuid, uuid, uuid, boolean) owner to aigym_definer;
alter function public.choose_branch(uuid) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
