-- Given again: where an agent allows it, who asks exactly what was asked lately gets the answer that was
-- given then, at once and for nothing.

-- True or null, as what is not chosen is not there: it leaves with an export and comes back with a
-- version.
alter table public.agent_instructions add column given_again boolean;
alter table public.agent_instructions
  add constraint agent_instructions_given_again_or_nothing check (given_again) not valid;
alter table public.agent_instructions validate constraint agent_instructions_given_again_or_nothing;
comment on column public.agent_instructions.given_again is
  'Whether the same first question is given the same answer again, whoever asks.';
grant insert (given_again), update (given_again) on table public.agent_instructions to authenticated;

alter table public.messages add column given_from uuid;
comment on column public.messages.given_from is
  'The earlier answer, perhaps to somebody else, whose text this is; it may be gone since.';
alter table public.ai_runs add column given_from uuid;
comment on column public.ai_runs.given_from is
  'The earlier answer that was given again: no model was asked, and it cost nothing.';

create table private.answer_requests (
  conversation_id uuid not null,
  message_id uuid not null,
  community_id uuid not null references public.communities (id) on delete cascade,
  agent_id uuid not null references public.content_items (id) on delete cascade,
  -- Of all that is sent for the answer.
  request bytea not null,
  created_at timestamptz not null default now(),
  stopped boolean not null default false,
  primary key (conversation_id, message_id),
  constraint answer_requests_message foreign key (conversation_id, message_id)
    references public.messages (conversation_id, id) on delete cascade
);
comment on table private.answer_requests is
  'Answers that may be given again: what each was made from, as a hash, and whether somebody rated it '
  'down or reported it, or what was given again of it.';
create index answer_requests_same
  on private.answer_requests (community_id, agent_id, request, created_at desc);
create index answer_requests_agent on private.answer_requests (agent_id);
alter table private.answer_requests enable row level security;
revoke all on table private.answer_requests from public, anon, authenticated, service_role;

-- Giving --------------------------------------------------------------------------------------------

-- Definer, and the migrations' role's own, since no policy shows to who asks what somebody else was
-- answered. Nothing of what its caller says decides whose answer is found: what is sent for the answer
-- is read here once more.
create function private.give_again(p_answer uuid, p_models jsonb, p_found jsonb)
returns text
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_one record;
  v_job jsonb;
  v_found jsonb;
  v_request bytea;
  v_source uuid;
  v_text text;
  v_model text;
  v_model_id uuid;
  v_model_name text;
begin
  select answers.id, answers.conversation_id, conversations.community_id, conversations.agent_id,
    conversations.owner_id, asked.id as asked_id, asked.text as question
  into v_one
  from public.messages as answers
  join public.messages as asked
    on asked.conversation_id = answers.conversation_id and asked.id = answers.parent_id
  join public.conversations on conversations.id = answers.conversation_id
  join public.agent_instructions on agent_instructions.agent_id = conversations.agent_id
  where answers.id = p_answer
    and answers.status = 'streaming'
    and answers.text = ''
    and asked.parent_id is null
    and conversations.owner_id = private.me()
    and conversations.community_id = any (private.my_communities())
    and agent_instructions.given_again
    -- Neither another agent's, nor one of several models', nor to a question that was held once.
    and not exists (
      select from public.answer_agents
      where answer_agents.conversation_id = answers.conversation_id
        and answer_agents.message_id = answers.id
    )
    and not exists (
      select from public.compared_answers
      where compared_answers.conversation_id = answers.conversation_id
        and compared_answers.message_id = answers.id
    )
    and not exists (
      select from public.held_messages
      where held_messages.conversation_id = answers.conversation_id
        and held_messages.message_id = asked.id
    );
  if v_one.id is null then
    return null;
  end if;
  v_job := private.answer_job(p_answer, false);
  v_found := private.look_up(v_one.community_id, v_one.agent_id, v_one.question);
  -- One turn of words alone, and nothing found but in the agent's own documents.
  if jsonb_array_length(v_job -> 'history') is distinct from 1
    or (v_job #> '{history,0}') - array['author', 'text'] <> '{}'
    or coalesce(p_found, 'null') <> coalesce(v_found, 'null')
  then
    return null;
  end if;
  v_request := sha256(convert_to(
    (
      v_job - array['conversationId', 'personMessageId', 'answerId', 'repeated', 'begun', 'history']
      || jsonb_build_object(
        'question', btrim(v_one.question, E' \t\r\n'), 'models', p_models, 'found', v_found
      )
    )::text,
    'UTF8'
  ));

  -- Who asks anew wants another answer; and what nobody has looked at yet is answered by nobody.
  if not exists (
      select from public.messages as others
      where others.conversation_id = v_one.conversation_id
        and others.parent_id = v_one.asked_id
        and others.id > v_one.asked_id
        and others.id <> p_answer
    )
    and not exists (
      select from private.unlooked(v_one.community_id, v_one.conversation_id, v_one.asked_id)
    )
  then
    select said.id, said.text, said.model, runs.model_id, runs.model
    into v_source, v_text, v_model, v_model_id, v_model_name
    from private.answer_requests as before
    join public.messages as said
      on said.conversation_id = before.conversation_id and said.id = before.message_id
    join public.conversations on conversations.id = said.conversation_id
    cross join lateral (
      select ai_runs.model_id, ai_runs.model
      from public.ai_runs
      where ai_runs.message_id = said.id and ai_runs.outcome = 'complete'
      limit 1
    ) as runs
    where before.community_id = v_one.community_id
      and before.agent_id = v_one.agent_id
      and before.request = v_request
      and before.created_at > now() - interval '7 days'
      and not before.stopped
      and said.status = 'complete'
      and said.text <> ''
      and conversations.deleted_at is null
    order by before.created_at desc
    limit 1;
    if private.held_word(v_one.community_id, v_text, true) is not null then
      v_source := null;
    end if;
  end if;

  if v_source is null then
    -- It may be given again itself. What is too old to be is not kept.
    delete from private.answer_requests
    where answer_requests.community_id = v_one.community_id
      and answer_requests.agent_id = v_one.agent_id
      and answer_requests.request = v_request
      and answer_requests.created_at <= now() - interval '7 days';
    insert into private.answer_requests
      (conversation_id, message_id, community_id, agent_id, request)
    values (
      v_one.conversation_id, p_answer, v_one.community_id, v_one.agent_id, v_request
    )
    on conflict do nothing;
    return null;
  end if;

  update public.messages
  set text = v_text, status = 'complete', model = v_model, given_from = v_source,
    saved_at = clock_timestamp(), completed_at = clock_timestamp()
  where messages.conversation_id = v_one.conversation_id and messages.id = p_answer;
  insert into public.ai_runs (
    community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
    output_tokens, cost, duration_ms, given_from
  )
  values (
    v_one.community_id, v_one.owner_id, v_one.agent_id, v_model_id, v_model_name,
    p_answer, 'complete', 0, 0, 0, 0, v_source
  );
  return v_text;
end;
$$;
comment on function private.give_again(uuid, jsonb, jsonb) is
  'Completes an answer of mine with the text of an earlier one that was made from the very same, where '
  'its agent allows it, and returns that text; else null, and the answer may be given again once it is '
  'complete.';

create function private.stop_giving()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update private.answer_requests
  set stopped = true
  from public.messages as disliked
  join public.messages as sources on sources.id = coalesce(disliked.given_from, disliked.id)
  where disliked.conversation_id = new.conversation_id
    and disliked.id = new.message_id
    and answer_requests.conversation_id = sources.conversation_id
    and answer_requests.message_id = sources.id;
  return null;
end;
$$;
comment on function private.stop_giving() is
  'Sees to it that an answer which was rated down or reported, or what was given again of it, is given '
  'to nobody any more.';
create trigger message_ratings_stop_giving
  after insert or update of good on public.message_ratings
  for each row when (not new.good) execute function private.stop_giving();
create trigger answer_reports_stop_giving after insert on public.answer_reports
  for each row execute function private.stop_giving();

revoke all on function private.give_again(uuid, jsonb, jsonb), private.stop_giving()
from public, anon, authenticated, service_role;
grant execute on function private.give_again(uuid, jsonb, jsonb) to aigym_definer;

-- As before, with what the setting is in ------------------------------------------------------------

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
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  v_held text;
',
  '  v_held text;
  v_again text;
'
);
-- Between moderation and the turn: it takes no place and no money.
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  if v_limited and v_open then
    v_place :=',
  '  if jsonb_array_length(p_job -> ''history'') = 1 then
    v_again := private.give_again(v_answer, p_models, p_found);
    if v_again is not null then
      return jsonb_build_object(''refused'', null, ''place'', null, ''again'', v_again);
    end if;
  end if;
  if v_limited and v_open then
    v_place :='
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  '(agent_id, instructions, temperature, max_output_tokens, models)',
  '(agent_id, instructions, temperature, max_output_tokens, models, given_again)'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  'nullif(array(select jsonb_array_elements_text(v_body -> ''models'')), ''{}'')
',
  'nullif(array(select jsonb_array_elements_text(v_body -> ''models'')), ''{}''),
        nullif((v_body ->> ''given_again'')::boolean, false)
'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  'models = excluded.models;',
  'models = excluded.models,
        given_again = excluded.given_again;'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.admit_answer(jsonb, jsonb, jsonb) is
  'Lets an answer of mine begin, by the job that send_message or retry_answer gave: {refused, place}, as '
  'reserve_answer and take_turn tell, {held}, the failure of an answer whose message is held, and {again}, '
  'the text of an earlier answer that was given again. Where messages a minute are over, all is undone: '
  'AG429 with the seconds to wait.';

-- Showing: with each message of a branch, whether it was given again.
do $$
declare
  v_before constant text := pg_get_functiondef(
    'public.read_branch(uuid, uuid, uuid, integer)'::regprocedure
  );
  v_after text := v_before;
  v_change text[];
begin
  foreach v_change slice 1 in array array[
    ['agent_name text, place', 'agent_name text, given boolean, place'],
    ['said.created_at, said.saved_at, 1', 'said.created_at, said.saved_at, said.given_from, 1'],
    [
      'said.created_at, said.saved_at, path.step',
      'said.created_at, said.saved_at, said.given_from, path.step'
    ],
    ['answer_agents.agent_name,', 'answer_agents.agent_name, path.given_from is not null,']
  ] loop
    if strpos(v_after, v_change[1]) = 0 then
      raise exception 'read_branch does not read as expected';
    end if;
    v_after := replace(v_after, v_change[1], v_change[2]);
  end loop;
  drop function public.read_branch(uuid, uuid, uuid, integer);
  execute v_after;
end;
$$;
revoke all on function public.read_branch(uuid, uuid, uuid, integer)
from public, anon, authenticated, service_role;
grant execute on function public.read_branch(uuid, uuid, uuid, integer) to authenticated;
comment on function public.read_branch(uuid, uuid, uuid, integer) is
  'p_limit messages of the branch that is shown, of the one through p_at (half of them after it), or '
  'of the one that leads to p_before (those before it), last first. place of beside: which of the '
  'messages it is that hang from the same one. goes_on, of the last: more was said after it.';
