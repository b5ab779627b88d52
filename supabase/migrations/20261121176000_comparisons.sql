-- Comparing: one question to two or three models, whose answers stand beside each other, and the better
-- one is chosen. They are answers to one message, as those that were asked for again are; beside them
-- stands which model was asked, and which was chosen.

create table public.compared_answers (
  conversation_id uuid not null,
  message_id uuid not null,
  -- The message that they all answer.
  asked_id uuid not null,
  place smallint not null,
  community_id uuid not null references public.communities (id) on delete cascade,
  -- As its provider names it, and as people read it: what was compared outlives the list of models.
  provider text not null,
  model text not null,
  label text not null,
  chosen_at timestamptz,
  created_at timestamptz not null default now(),
  constraint compared_answers_pkey primary key (conversation_id, message_id),
  constraint compared_answers_message foreign key (conversation_id, message_id)
    references public.messages (conversation_id, id) on delete cascade,
  constraint compared_answers_places unique (conversation_id, asked_id, place),
  constraint compared_answers_few check (place between 1 and 3),
  constraint compared_answers_provider_length check (char_length(provider) between 1 and 40),
  constraint compared_answers_model_length check (char_length(model) between 1 and 200),
  constraint compared_answers_label_length check (char_length(label) between 1 and 80)
);
comment on table public.compared_answers is
  'Answers of several models to one message, to be compared: who was asked, and which was chosen. '
  'Coaches count them; what was said stands elsewhere.';
create unique index compared_answers_chosen
  on public.compared_answers (conversation_id, asked_id) where chosen_at is not null;
create index compared_answers_lately
  on public.compared_answers (community_id, created_at desc, asked_id);

alter table public.compared_answers enable row level security;
revoke all on table public.compared_answers from public, anon, authenticated, service_role;
grant select on table public.compared_answers to authenticated;
grant select, insert on table public.compared_answers to aigym_definer;
grant update (chosen_at) on table public.compared_answers to aigym_definer;

create policy "What was compared is seen with its conversation, and by coaches"
  on public.compared_answers for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or exists (
      select from public.conversations where conversations.id = compared_answers.conversation_id
    )
  );
-- They do not all hang from a conversation, which has it, for coaches.
create policy "A second factor where it must be"
  on public.compared_answers as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "Definer functions see what the asker compared"
  on public.compared_answers for select to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = compared_answers.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions note what the asker compares"
  on public.compared_answers for insert to aigym_definer
  with check (
    exists (
      select from public.conversations
      where conversations.id = compared_answers.conversation_id
        and conversations.community_id = compared_answers.community_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions note what the asker chose"
  on public.compared_answers for update to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = compared_answers.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

-- Several at once -----------------------------------------------------------------------------------

-- A place for each answer that is being made. Beside each other stand only those that answer the same
-- message.
alter table public.running_answers add column place smallint not null default 1;
alter table public.running_answers
  add constraint running_answers_few check (place between 1 and 3) not valid;
alter table public.running_answers validate constraint running_answers_few;
comment on column public.running_answers.place is
  'Beside each other stand only answers to one message: models that are compared, three at most.';
comment on table public.running_answers is
  'The answers that are being made in a conversation: to one message at a time, whatever the code above '
  'thinks. Kept by a trigger on messages.status.';
alter table public.running_answers drop constraint running_answers_one_each;
-- allow constraint: only what is being made at this moment stands there
alter table public.running_answers
  add constraint running_answers_one_each primary key (conversation_id, place);

create or replace function private.note_running_answer()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if new.status = 'streaming' then
    -- Where one answers another message, its place is wanted, which is taken.
    insert into public.running_answers (conversation_id, answer_id, place)
    select new.conversation_id, new.id, coalesce(
      min(running_answers.place) filter (where messages.parent_id <> new.parent_id),
      max(running_answers.place) + 1,
      1
    )
    from public.running_answers
    join public.messages
      on messages.conversation_id = running_answers.conversation_id
      and messages.id = running_answers.answer_id
    where running_answers.conversation_id = new.conversation_id;
  else
    delete from public.running_answers
    where running_answers.conversation_id = new.conversation_id
      and running_answers.answer_id = new.id;
  end if;
  return null;
end;
$$;

create or replace function private.end_lost_answer(p_conversation uuid)
returns void
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_answers constant uuid[] := array(
    select running_answers.answer_id
    from public.running_answers
    where running_answers.conversation_id = p_conversation
  );
begin
  if v_answers = '{}' then
    return;
  end if;
  update public.messages
  set status = 'cut_off', failure = 'lost', completed_at = now()
  where messages.conversation_id = p_conversation
    and messages.id = any (v_answers)
    and messages.status = 'streaming'
    and private.is_lost(messages.saved_at);
  if exists (
    select from public.running_answers
    where running_answers.conversation_id = p_conversation
  ) then
    raise exception 'An answer is still being made.'
      using errcode = 'AG409', detail = 'answer.running';
  end if;
end;
$$;

-- Asking --------------------------------------------------------------------------------------------

create function public.compare_models(
  p_community uuid,
  p_conversation uuid,
  p_agent uuid,
  p_text text,
  p_key uuid,
  p_models text[]
)
returns setof jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_models jsonb[];
  v_job jsonb;
  v_conversation uuid;
  v_asked uuid;
  v_answer uuid;
  v_limited boolean;
begin
  v_models := array(
    select jsonb_build_object(
      'provider', ai_models.provider, 'name', ai_models.name, 'label', ai_models.label
    )
    from unnest(p_models[1:9]) with ordinality as one (model, place)
    join public.ai_models
      on ai_models.provider = split_part(one.model, ' ', 1)
      and ai_models.name = substr(one.model, strpos(one.model, ' ') + 1)
      and ai_models.enabled
    group by ai_models.id
    order by min(one.place)
  );
  if cardinality(v_models) not between 2 and 3 or cardinality(v_models) <> cardinality(p_models) then
    raise exception 'Two or three models are compared.'
      using errcode = 'AG422', detail = 'compare.models';
  end if;
  -- It keeps the question and opens the first answer.
  v_job := public.send_message(p_community, p_conversation, p_agent, p_text, p_key);
  v_conversation := (v_job ->> 'conversationId')::uuid;
  v_asked := (v_job ->> 'personMessageId')::uuid;
  v_answer := (v_job ->> 'answerId')::uuid;
  if not (v_job ->> 'repeated')::boolean then
    for v_place in 1 .. cardinality(v_models) loop
      if v_place > 1 then
        v_answer := private.uuidv7_after(v_answer);
        insert into public.messages (id, conversation_id, parent_id, author, text, status)
        values (v_answer, v_conversation, v_asked, 'agent', '', 'streaming');
      end if;
      insert into public.compared_answers (
        conversation_id, message_id, asked_id, place, community_id, provider, model, label
      )
      values (
        v_conversation, v_answer, v_asked, v_place, p_community,
        v_models[v_place] ->> 'provider', v_models[v_place] ->> 'name', v_models[v_place] ->> 'label'
      );
    end loop;
    -- All turns before any budget, as with a single answer.
    v_limited := private.has_limits(array[p_community]);
    if v_limited then
      perform private.turn_of(p_community, v_me, compared_answers.message_id)
      from public.compared_answers
      where compared_answers.conversation_id = v_conversation
        and compared_answers.asked_id = v_asked
      order by compared_answers.place;
    end if;
  end if;
  return query
    select private.answer_job(
        compared_answers.message_id,
        -- It is one message, however many answer it, and counts once.
        (v_job ->> 'repeated')::boolean or compared_answers.place > 1
      ) || jsonb_build_object('means', jsonb_build_object('models', jsonb_build_array(
        jsonb_build_object(
          'provider', compared_answers.provider, 'name', compared_answers.model,
          'label', compared_answers.label
        )
      )))
    from public.compared_answers
    where compared_answers.conversation_id = v_conversation
      and compared_answers.asked_id = v_asked
    order by compared_answers.place;
end;
$$;
comment on function public.compare_models(uuid, uuid, uuid, text, uuid, text[]) is
  'Keeps a message as send_message does and opens an answer of each of two or three models to it, named '
  'as agents name them: the job of each, with its model under `means`.';

-- Choosing ------------------------------------------------------------------------------------------

create function public.choose_answer(p_answer uuid, p_chosen boolean)
returns void
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_one public.compared_answers;
begin
  select compared_answers.* into v_one
  from public.messages
  join public.compared_answers
    on compared_answers.conversation_id = messages.conversation_id
    and compared_answers.message_id = messages.id
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and conversations.owner_id = v_me
    and conversations.deleted_at is null
    and conversations.community_id = any (private.my_communities());
  if v_one.message_id is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'answer.not-found';
  end if;
  -- Two choices at once come through here one after the other.
  perform from public.conversations
  where conversations.id = v_one.conversation_id
  for no key update;
  if p_chosen then
    perform private.end_lost_answer(v_one.conversation_id);
    if exists (
      select from public.messages
      where messages.conversation_id = v_one.conversation_id
        and messages.id = p_answer
        and messages.text = ''
    ) then
      raise exception 'There is nothing to choose.'
        using errcode = 'AG409', detail = 'answer.empty';
    end if;
  end if;
  update public.compared_answers
  set chosen_at = null
  where compared_answers.conversation_id = v_one.conversation_id
    and compared_answers.asked_id = v_one.asked_id
    and compared_answers.chosen_at is not null
    and (compared_answers.message_id <> p_answer or not p_chosen);
  if p_chosen then
    update public.compared_answers
    set chosen_at = coalesce(compared_answers.chosen_at, now())
    where compared_answers.conversation_id = v_one.conversation_id
      and compared_answers.message_id = p_answer;
    -- The conversation goes on from it.
    update public.conversations
    set leaf_id = private.end_of_branch(v_one.conversation_id, p_answer)
    where conversations.id = v_one.conversation_id;
  end if;
end;
$$;
comment on function public.choose_answer(uuid, boolean) is
  'Chooses the better of the answers of mine that were compared, in the place of what was chosen before, '
  'and goes on from it; or takes that back.';

revoke all on function
  public.compare_models(uuid, uuid, uuid, text, uuid, text[]), public.choose_answer(uuid, boolean)
from public, anon, authenticated, service_role;
grant execute on function
  public.compare_models(uuid, uuid, uuid, text, uuid, text[]), public.choose_answer(uuid, boolean)
to authenticated;
grant create on schema public to aigym_definer;
alter function public.compare_models(uuid, uuid, uuid, text, uuid, text[]) owner to aigym_definer;
alter function public.choose_answer(uuid, boolean) owner to aigym_definer;
revoke create on schema public from aigym_definer;
