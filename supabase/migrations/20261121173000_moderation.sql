-- Moderation: a community holds words, or has each message wait for a coach. What is held is kept, nothing
-- is asked of a model for it, its author sees why and may ask for it to be looked at, and a coach lets
-- it through or keeps it held. It is decided in the statement that keeps the message, as budgets are.

create table public.moderation_rules (
  community_id uuid primary key references public.communities (id) on delete cascade,
  -- As they were typed, and beside them as they are compared.
  words text[] not null default '{}',
  needles text[] not null default '{}',
  refuses boolean not null default false,
  refusal text not null default '',
  answers boolean not null default false,
  review boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint moderation_rules_words_size
  check (cardinality(words) <= 500 and char_length(words::text) <= 60000),
  constraint moderation_rules_refusal_length check (char_length(refusal) <= 500)
);
comment on table public.moderation_rules is
  'What a community holds of what its members send, and of what agents answer. Coaches alone read it.';
comment on column public.moderation_rules.refuses is
  'A message with one of the words is refused with `refusal`, and comes before a coach only where its '
  'author asks; else it is held until one has looked.';
comment on column public.moderation_rules.answers is 'Answers are looked through before they are shown.';
comment on column public.moderation_rules.review is 'Each message of a member waits for a coach.';
create trigger moderation_rules_touch before update on public.moderation_rules
  for each row execute function private.touch_updated_at();
create trigger moderation_rules_audit
  after insert or update of words, refuses, refusal, answers, review on public.moderation_rules
  for each row execute function private.audit_row(
    'moderation', 'community_id', 'moderation', 'community_id', 'words!', 'refuses', 'refusal!',
    'answers', 'review'
  );

create table public.held_messages (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  conversation_id uuid not null,
  message_id uuid not null,
  owner_id uuid not null references public.profiles (id) on delete cascade,
  agent_name text not null,
  author text not null,
  why text not null,
  word text,
  state text not null,
  -- Coaches may read it: the policy of the conversation says so, the author was told so, or asked.
  shared boolean not null,
  -- A copy, so that no policy on messages has to look here; a held answer stands nowhere else.
  text text not null,
  question text not null default '',
  ended text not null default 'complete',
  appeal text,
  appealed_at timestamptz,
  note text not null default '',
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint held_messages_message foreign key (conversation_id, message_id)
    references public.messages (conversation_id, id) on delete cascade,
  constraint held_messages_once unique (message_id),
  constraint held_messages_author_known check (author in ('person', 'agent')),
  constraint held_messages_why_known check (why in ('words', 'review', 'provider', 'unchecked')),
  constraint held_messages_state_known
  check (state in ('waiting', 'refused', 'released', 'kept')),
  constraint held_messages_ended_known check (ended in ('complete', 'stopped', 'cut_off')),
  constraint held_messages_appeal_length check (char_length(appeal) between 1 and 2000),
  constraint held_messages_note_length check (char_length(note) <= 2000)
);
comment on table public.held_messages is
  'Messages and answers that are held, or were. Their text is read by public.read_held() only, which '
  'keeps that it was read.';
comment on column public.held_messages.ended is 'How a held answer had ended; it ends so again once let through.';
comment on column public.held_messages.note is 'What the coaches tell its author.';

create index held_messages_queue
  on public.held_messages (community_id, created_at desc, id desc) where state = 'waiting';
create index held_messages_lately
  on public.held_messages (community_id, created_at desc, id desc);
create index held_messages_message on public.held_messages (conversation_id, message_id);
create index held_messages_owner on public.held_messages (owner_id);

create trigger held_messages_audit
  after insert or update of state, appealed_at on public.held_messages
  for each row execute function private.audit_row(
    'held', 'community_id', 'held', 'id', '+author', '+why', 'appealed_at=appealed/withdrawn', 'state='
  );

-- What matches ------------------------------------------------------------------------------------

create function private.compared_words(p_text text)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
  -- Accents that stand apart, and what nobody sees between two letters, are no part of a word.
  select ' ' || btrim(regexp_replace(
    private.plain_words(regexp_replace(
      normalize(p_text, nfkd), '[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'
    )),
    '\s+', ' ', 'g'
  )) || ' ';
$$;
comment on function private.compared_words(text) is
  'A text as held words are looked for in it: its words alone, in small letters without accents, one '
  'space around each; Chinese and Japanese put none, so that there each character is a word.';

create function private.compare_rules()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.needles := array(
    select private.compared_words(one.word)
    from unnest(new.words) with ordinality as one (word, place)
    order by one.place
  );
  return new;
end;
$$;
create trigger moderation_rules_compare before insert or update of words on public.moderation_rules
  for each row execute function private.compare_rules();

create function private.has_moderation(p_communities uuid[])
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.moderation_rules
    where moderation_rules.community_id = any (p_communities)
  );
end;
$$;

create function private.held_word(p_community uuid, p_text text, p_answer boolean)
returns text
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_rules public.moderation_rules;
  v_text text;
begin
  select * into v_rules
  from public.moderation_rules
  where moderation_rules.community_id = p_community;
  if v_rules.community_id is null
    or v_rules.words = '{}'
    or (p_answer and not v_rules.answers) then
    return null;
  end if;
  v_text := private.compared_words(p_text);
  return (
    select one.word
    from unnest(v_rules.words, v_rules.needles) with ordinality as one (word, needle, place)
    where strpos(v_text, one.needle) > 0 and btrim(one.needle) <> ''
    order by one.place
    limit 1
  );
end;
$$;
comment on function private.held_word(uuid, text, boolean) is
  'The first of a community''s words that a text holds, as whole words; null where it holds none.';

create function private.held_back(p_conversation uuid)
returns uuid[]
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select coalesce(array_agg(held_messages.message_id), '{}')
    from public.held_messages
    where held_messages.conversation_id = p_conversation and held_messages.state <> 'released'
  );
end;
$$;
comment on function private.held_back(uuid) is
  'What of a conversation no model is asked with, and nobody is given a copy of.';

create function private.looks_at_answers(p_community uuid)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.moderation_rules
    where moderation_rules.community_id = p_community
      and moderation_rules.answers
      and moderation_rules.words <> '{}'
  );
end;
$$;

-- Holding -----------------------------------------------------------------------------------------

-- Why the answer to a message is not made, as its failure says it.
create function private.held_failure(p_held public.held_messages)
returns text
language sql
immutable
security invoker
set search_path = ''
as $$
  select 'held.' || case
    when p_held.state <> 'waiting' then p_held.state
    when p_held.author = 'agent' then 'answer'
    else p_held.why
  end;
$$;

create function private.hold_message(p_answer uuid)
returns text
language plpgsql
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_conversation public.conversations;
  v_asked public.messages;
  v_rules public.moderation_rules;
  v_held public.held_messages;
begin
  select asked.* into v_asked
  from public.messages as answers
  join public.messages as asked
    on asked.conversation_id = answers.conversation_id and asked.id = answers.parent_id
  where answers.id = p_answer;
  select * into v_held
  from public.held_messages
  where held_messages.message_id = v_asked.id;
  if v_held.id is null then
    select * into v_conversation
    from public.conversations
    where conversations.id = v_asked.conversation_id;
    select * into v_rules
    from public.moderation_rules
    where moderation_rules.community_id = v_conversation.community_id;
    v_held.word := private.held_word(v_conversation.community_id, v_asked.text, false);
    if v_held.word is not null then
      v_held.why := 'words';
      v_held.state := case when v_rules.refuses then 'refused' else 'waiting' end;
    elsif v_rules.review
      and v_conversation.community_id <> all (private.my_admin_communities()) then
      v_held.why := 'review';
      v_held.state := 'waiting';
    else
      return null;
    end if;
    insert into public.held_messages (
      community_id, conversation_id, message_id, owner_id, agent_name, author, why, word, state,
      shared, text, note
    )
    values (
      v_conversation.community_id, v_conversation.id, v_asked.id, v_conversation.owner_id,
      v_conversation.agent_name, 'person', v_held.why, v_held.word, v_held.state,
      v_held.why = 'review' or v_conversation.readers = 'owner_and_coaches', v_asked.text,
      case v_held.state when 'refused' then v_rules.refusal else '' end
    )
    returning * into v_held;
  elsif v_held.state = 'released' then
    return null;
  end if;
  update public.messages
  set status = case messages.text when '' then 'failed' else 'cut_off' end,
    failure = private.held_failure(v_held), completed_at = now()
  where messages.id = p_answer and messages.status = 'streaming';
  return private.held_failure(v_held);
end;
$$;
comment on function private.hold_message(uuid) is
  'Holds the message that an answer of mine is to answer, where the community says so: the answer ends '
  'as failed, with the code that comes back. Null where nothing holds it.';

create function private.hold_answer(
  p_answer uuid,
  p_community uuid,
  p_text text,
  p_status text,
  p_model text
)
returns boolean
language plpgsql
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_word constant text := private.held_word(p_community, p_text, true);
  v_answer public.messages;
begin
  if v_word is null then
    return false;
  end if;
  update public.messages
  set text = '', status = 'cut_off', failure = 'held.answer',
    model = coalesce(left(nullif(p_model, ''), 200), messages.model),
    saved_at = clock_timestamp(), completed_at = clock_timestamp()
  where messages.id = p_answer and messages.status = 'streaming'
  returning * into v_answer;
  -- Of one that is over nothing is changed, nor may more of it be shown: no row comes of this.
  insert into public.held_messages (
    community_id, conversation_id, message_id, owner_id, agent_name, author, why, word, state,
    shared, text, question, ended
  )
  select conversations.community_id, conversations.id, v_answer.id, conversations.owner_id,
    coalesce(answer_agents.agent_name, conversations.agent_name), 'agent', 'words', v_word, 'waiting',
    conversations.readers = 'owner_and_coaches', p_text, asked.text,
    case p_status when 'complete' then p_status when 'cut_off' then p_status else 'stopped' end
  from public.conversations
  join public.messages as asked
    on asked.conversation_id = conversations.id and asked.id = v_answer.parent_id
  left join public.answer_agents
    on answer_agents.conversation_id = conversations.id
    and answer_agents.message_id = v_answer.id
  where conversations.id = v_answer.conversation_id;
  return true;
end;
$$;
comment on function private.hold_answer(uuid, uuid, text, text, text) is
  'Whether an answer says one of the community''s words. One that is being made ends with it, without '
  'its text, which is kept for the coaches.';

-- As before, with moderation between the limits and the turn: what is held takes no place and no money.
create or replace function public.admit_answer(p_job jsonb, p_models jsonb, p_found jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me uuid;
  v_answer constant uuid := (p_job ->> 'answerId')::uuid;
  -- First what is cheap to tell: most communities have none.
  v_limited constant boolean := private.has_limits(private.my_communities());
  v_moderated constant boolean := private.has_moderation(private.my_communities());
  v_community uuid;
  v_open boolean;
  v_limits record;
  v_wait integer := 0;
  v_held text;
  v_place jsonb;
begin
  if v_limited or v_moderated then
    v_me := private.require_person();
    select conversations.community_id, messages.status = 'streaming' into v_community, v_open
    from public.messages
    join public.conversations on conversations.id = messages.conversation_id
    where messages.id = v_answer
      and messages.author = 'agent'
      and conversations.owner_id = v_me;
  end if;
  -- The same post again was counted when it came first.
  if v_limited and not (p_job ->> 'repeated')::boolean then
    select * into v_limits from private.limits_of(v_community);
    if v_limits.person_messages is not null then
      v_wait := private.count_message(v_community, v_me, v_limits.person_messages);
    end if;
    if v_wait = 0 and v_limits.community_messages is not null then
      v_wait := private.count_message(v_community, v_community, v_limits.community_messages);
    end if;
    if v_wait > 0 then
      raise exception 'Too many messages a minute.'
        using errcode = 'AG429', detail = v_wait::text;
    end if;
  end if;
  if v_moderated and v_open then
    v_held := private.hold_message(v_answer);
    if v_held is not null then
      return jsonb_build_object('refused', null, 'place', null, 'held', v_held);
    end if;
  end if;
  if v_limited and v_open then
    v_place := private.turn_of(v_community, v_me, v_answer);
  end if;
  -- After the turn, everywhere: whoever ends an answer leaves its turn first and then settles it.
  return jsonb_build_object(
    'refused', public.reserve_answer(p_job, p_models, p_found), 'place', v_place
  );
end;
$$;
comment on function public.admit_answer(jsonb, jsonb, jsonb) is
  'Lets an answer of mine begin, by the job that send_message or retry_answer gave: {refused, place}, as '
  'reserve_answer and take_turn tell, and {held}, the failure of an answer whose message is held. Where '
  'messages a minute are over, all is undone: AG429 with the seconds to wait.';

-- The rest of the functions stays as it is, and so is not written out again.
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
-- No model is asked with what is held, in whatever message it stands.
select private.change_function(
  'private.answer_job(uuid, boolean)',
  'where path.text <> ''''',
  'where path.text <> '''' and path.id <> all (private.held_back(answer.conversation_id))'
);
-- Nobody is given a copy of it.
select private.change_function(
  'public.share_conversation(uuid, text, bytea, boolean)',
  'and answer_agents.message_id = path.id;',
  'and answer_agents.message_id = path.id
  where path.id <> all (private.held_back(v_conversation.id));'
);
select private.change_function(
  'public.answer_means(jsonb)',
  '''models'', private.chain_of(v_agent)',
  '''models'', private.chain_of(v_agent),
    ''looked'', private.looks_at_answers(v_community)'
);
select private.change_function(
  'public.save_answer(uuid, text, text, text, text)',
  '  -- The one lock:',
  '  if private.hold_answer(p_answer, v_community, v_text, p_status, p_model) then
    return ''held'';
  end if;
  -- The one lock:'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.answer_means(jsonb) is
  'What an answer of mine is made with, by the job that send_message or retry_answer gave: {keys, '
  'models, looked}, the keys sealed, both null where there are none; looked: it is looked through before '
  'it is shown.';
comment on function public.save_answer(uuid, text, text, text, text) is
  'Keeps what has come of an answer, never less than before, and answers continue, stop or held. An '
  'answer that is over is not changed.';

-- What becomes of it ------------------------------------------------------------------------------

create function public.appeal_held(p_held uuid, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_reason constant text := btrim(coalesce(p_reason, ''), E' \t\r\n');
  v_held public.held_messages;
begin
  if v_reason = '' then
    raise exception 'An appeal says why.' using errcode = 'AG422', detail = 'appeal.empty';
  end if;
  if char_length(v_reason) > 2000 then
    raise exception 'The reason is too long.' using errcode = 'AG422', detail = 'reason.too-long';
  end if;
  select * into v_held
  from public.held_messages
  where held_messages.id = p_held
    and held_messages.owner_id = v_me
    and held_messages.community_id = any (private.my_communities())
  for no key update;
  if v_held.id is null then
    raise exception 'Nothing of this is held.' using errcode = 'AG404', detail = 'not-found';
  end if;
  -- Once; the same form sent twice changes nothing.
  if v_held.appealed_at is not null or v_held.state = 'released' then
    return;
  end if;
  update public.held_messages
  set state = 'waiting', shared = true, appeal = v_reason, appealed_at = now(), settled_at = null,
    note = ''
  where held_messages.id = p_held
  returning * into v_held;
  perform private.tell_held(v_held);
end;
$$;
comment on function public.appeal_held(uuid, text) is
  'Asks the coaches to look at something of mine that is held, once: that shares its text with them.';

create function public.read_held(p_held uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_held public.held_messages;
begin
  select * into v_held
  from public.held_messages
  where held_messages.id = p_held
    and held_messages.community_id = any (private.my_admin_communities())
    and held_messages.shared;
  if v_held.id is null
    or (v_held.appealed_at is null and not private.talk_there(v_held.conversation_id)) then
    raise exception 'There is no such message.' using errcode = 'AG404', detail = 'not-found';
  end if;
  perform private.write_audit('held.read', v_held.community_id, 'held', p_held::text);
  return jsonb_build_object('text', v_held.text, 'question', v_held.question);
end;
$$;
comment on function public.read_held(uuid) is
  'The text of what is held, for a coach with whom it is shared: {text, question}. The audit keeps that '
  'I read it.';

create function public.settle_held(p_held uuid, p_release boolean, p_note text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_held public.held_messages;
begin
  if char_length(p_note) > 2000 then
    raise exception 'The note is too long.' using errcode = 'AG422', detail = 'note.too-long';
  end if;
  update public.held_messages
  set state = case when p_release then 'released' else 'kept' end, note = coalesce(p_note, ''),
    settled_at = now()
  where held_messages.id = p_held
    and held_messages.community_id = any (private.my_admin_communities())
    and held_messages.shared
    and held_messages.state = 'waiting'
  returning * into v_held;
  if v_held.id is null then
    -- Somebody else was first, or the same form came twice.
    select * into v_held
    from public.held_messages
    where held_messages.id = p_held
      and held_messages.community_id = any (private.my_admin_communities())
      and held_messages.shared;
    if v_held.id is null then
      raise exception 'There is no such message.' using errcode = 'AG404', detail = 'not-found';
    end if;
    return v_held.state;
  end if;
  perform private.tell_held(v_held);
  return v_held.state;
end;
$$;
comment on function public.settle_held(uuid, boolean, text) is
  'As a coach: lets through what is held, or keeps it held, with a word to its author. Answers how it '
  'stands; what was settled before is not changed.';

create function public.review_first(p_community uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.moderation_rules
    where moderation_rules.community_id = p_community
      and moderation_rules.review
      and p_community = any (private.my_communities())
  );
end;
$$;
comment on function public.review_first(uuid) is
  'Whether what I write in this community waits for a coach, who reads it.';

-- Both write what is not the asker's: definers, and the migrations' role's own. What they are told of
-- comes from the functions above, which have checked it.
create function private.tell_held(p_held public.held_messages)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if p_held.author = 'agent' and p_held.state = 'released' then
    update public.messages
    set text = p_held.text, status = p_held.ended, failure = null
    where messages.id = p_held.message_id and messages.failure like 'held.%';
    return;
  end if;
  update public.messages
  set failure = private.held_failure(p_held)
  where messages.conversation_id = p_held.conversation_id
    and messages.failure like 'held.%'
    and case p_held.author
      when 'agent' then messages.id = p_held.message_id
      else messages.parent_id = p_held.message_id
    end;
end;
$$;
comment on function private.tell_held(public.held_messages) is
  'Says in the conversation how something that is held stands; an answer that is let through is there.';

create function private.talk_there(p_conversation uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.conversations
    where conversations.id = p_conversation and conversations.deleted_at is null
  );
end;
$$;

-- Rights ------------------------------------------------------------------------------------------

revoke all on table public.moderation_rules, public.held_messages
from public, anon, authenticated, service_role;
grant select (community_id, words, refuses, refusal, answers, review),
  insert (community_id, words, refuses, refusal, answers, review),
  update (words, refuses, refusal, answers, review)
on table public.moderation_rules to authenticated;
grant select (
  id, community_id, conversation_id, message_id, owner_id, agent_name, author, why, word, state,
  shared, appeal, appealed_at, note, settled_at, created_at
) on table public.held_messages to authenticated;
grant select on table public.moderation_rules to aigym_definer;
grant select,
  insert (
    community_id, conversation_id, message_id, owner_id, agent_name, author, why, word, state,
    shared, text, question, ended, note
  ),
  update (state, shared, appeal, appealed_at, note, settled_at)
on table public.held_messages to aigym_definer;

revoke all on function
  private.compared_words(text), private.compare_rules(), private.has_moderation(uuid[]),
  private.held_word(uuid, text, boolean), private.held_back(uuid), private.looks_at_answers(uuid),
  private.held_failure(public.held_messages), private.hold_message(uuid),
  private.hold_answer(uuid, uuid, text, text, text), private.tell_held(public.held_messages),
  private.talk_there(uuid), public.appeal_held(uuid, text), public.read_held(uuid),
  public.settle_held(uuid, boolean, text), public.review_first(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  private.compared_words(text), private.has_moderation(uuid[]),
  private.held_word(uuid, text, boolean), private.held_back(uuid), private.looks_at_answers(uuid),
  private.held_failure(public.held_messages), private.hold_message(uuid),
  private.hold_answer(uuid, uuid, text, text, text), private.tell_held(public.held_messages),
  private.talk_there(uuid)
to aigym_definer;
grant execute on function
  public.appeal_held(uuid, text), public.read_held(uuid), public.settle_held(uuid, boolean, text),
  public.review_first(uuid)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.moderation_rules enable row level security;
alter table public.held_messages enable row level security;

create policy "Coaches see what their community holds"
  on public.moderation_rules for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches set what their community holds"
  on public.moderation_rules for insert to authenticated
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches change what their community holds"
  on public.moderation_rules for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.moderation_rules as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "Definer functions read what the asker's communities hold"
  on public.moderation_rules for select to aigym_definer
  using (community_id = any ((select private.my_communities())::uuid[]));

create policy "People see what is held of theirs, coaches what is shared with them"
  on public.held_messages for select to authenticated
  using (
    (
      owner_id = (select private.me())
      and community_id = any ((select private.my_communities())::uuid[])
    )
    or (shared and community_id = any ((select private.my_admin_communities())::uuid[]))
  );
create policy "A second factor where it must be"
  on public.held_messages as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "Definer functions read what is held of the asker's, or shared with them"
  on public.held_messages for select to aigym_definer
  using (
    owner_id = (select private.me())
    or (shared and community_id = any ((select private.my_admin_communities())::uuid[]))
  );
create policy "Definer functions hold what the asker sends"
  on public.held_messages for insert to aigym_definer
  with check (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
create policy "Definer functions note appeals of the asker's, and what coaches decide"
  on public.held_messages for update to aigym_definer
  using (
    owner_id = (select private.me())
    or (shared and community_id = any ((select private.my_admin_communities())::uuid[]))
  );

grant create on schema private, public to aigym_definer;
alter function private.compare_rules() owner to aigym_definer;
alter function public.appeal_held(uuid, text) owner to aigym_definer;
alter function public.read_held(uuid) owner to aigym_definer;
alter function public.settle_held(uuid, boolean, text) owner to aigym_definer;
alter function public.review_first(uuid) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
