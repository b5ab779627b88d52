-- Undoes 20261121176000_comparisons.sql. Which models were compared, and what was chosen, is lost; the
-- answers stay, beside each other in their conversations.

drop function public.choose_answer(uuid, boolean);
drop function public.compare_models(uuid, uuid, uuid, text, uuid, text[]);

-- The release before this one knows one at once: the others of a comparison end as far as they came.
update public.messages
set status = case messages.text when '' then 'failed' else 'cut_off' end,
  failure = 'lost', completed_at = now()
from public.running_answers
where running_answers.place > 1
  and messages.conversation_id = running_answers.conversation_id
  and messages.id = running_answers.answer_id
  and messages.status = 'streaming';
delete from public.running_answers where running_answers.place > 1;

create or replace function private.note_running_answer()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if new.status = 'streaming' then
    insert into public.running_answers (conversation_id, answer_id)
    values (new.conversation_id, new.id);
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
  v_answer uuid;
begin
  select running_answers.answer_id into v_answer
  from public.running_answers
  where running_answers.conversation_id = p_conversation;
  if v_answer is null then
    return;
  end if;
  update public.messages
  set status = 'cut_off', failure = 'lost', completed_at = now()
  where messages.id = v_answer
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

comment on table public.running_answers is
  'The answer that is being made in a conversation: one at a time, whatever the code above thinks. '
  'Kept by a trigger on messages.status.';
alter table public.running_answers drop constraint running_answers_one_each;
alter table public.running_answers drop column place;
alter table public.running_answers
  add constraint running_answers_one_each primary key (conversation_id);

drop table public.compared_answers;
