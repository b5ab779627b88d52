-- Undoes 20261121100000_messages_by_month.sql. Every message is kept, in one table again.

drop trigger messages_answer_changes on public.messages;
drop trigger messages_answer_begins on public.messages;
alter table public.message_posts drop constraint message_posts_message_there;
alter table public.running_answers drop constraint running_answers_answer_there;
alter table public.messages drop constraint messages_parent_in_same_conversation;
alter table public.messages set schema private;

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

insert into public.messages
  (id, conversation_id, parent_id, author, text, status, failure, model, post_key,
   stop_requested_at, saved_at, created_at, completed_at)
select messages.id, messages.conversation_id, messages.parent_id, messages.author, messages.text,
  messages.status, messages.failure, messages.model, posts.post_key, messages.stop_requested_at,
  messages.saved_at, messages.created_at, messages.completed_at
from private.messages
left join public.message_posts as posts
  on posts.conversation_id = messages.conversation_id and posts.message_id = messages.id;

-- Its partitions go with it.
drop table private.messages;
drop table public.running_answers;
drop table public.message_posts;

create or replace function private.end_lost_answer(p_conversation uuid)
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

create or replace function public.send_message(
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

create or replace function public.retry_answer(p_answer uuid, p_key uuid)
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

drop function private.note_running_answer();
drop function private.keep_partitions();
drop function private.keep_partitions_at(timestamptz);
drop function private.register_partitions(regclass, integer);
drop function private.ensure_month_partitions(regclass, timestamptz, integer);
drop table private.partitioned_tables;
drop function private.uuidv7_after(uuid, uuid);
drop function private.uuidv7_at(timestamptz);

revoke all on table public.messages from public, anon, authenticated, service_role;
grant select on table public.messages to authenticated;
grant select,
  insert (id, conversation_id, parent_id, author, text, status, post_key, completed_at),
  update (text, status, failure, model, stop_requested_at, saved_at, completed_at)
on table public.messages to aigym_definer;

alter table public.messages enable row level security;

-- messages: seen with their conversation, whose own policy applies inside `exists`.
create policy "Messages are seen with their conversation"
  on public.messages for select to authenticated
  using (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );
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
