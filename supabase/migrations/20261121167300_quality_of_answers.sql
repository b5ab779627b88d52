-- Coaches see how good the answers are: what an answer was asked for in place of, and a note in the
-- audit of each look that a coach takes at somebody's conversation.

-- No key to agents: the ledger outlives them, and none of its months has to be looked through when one
-- goes.
alter table public.ai_runs add column replaces_agent_id uuid;
comment on column public.ai_runs.replaces_agent_id is
  'Whose whole answer, to the same message, this one was asked for in place of; filled in by a trigger.';

create function private.note_replaced()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_conversation uuid;
  v_parent uuid;
  v_earlier uuid;
begin
  select messages.conversation_id, messages.parent_id into v_conversation, v_parent
  from public.messages
  where messages.id = new.message_id;
  if v_parent is null then
    return new;
  end if;
  select (array_agg(messages.id order by messages.id desc))[1] into v_earlier
  from public.messages
  where messages.conversation_id = v_conversation
    and messages.parent_id = v_parent
    and messages.id > v_parent
    and messages.id < new.message_id
    and messages.author = 'agent'
    and messages.status = 'complete';
  if v_earlier is not null then
    new.replaces_agent_id := private.agent_of_answer(v_conversation, v_earlier);
  end if;
  return new;
end;
$$;
comment on function private.note_replaced() is
  'Fills in whose answer a run''s answer was asked for in place of.';
create trigger ai_runs_replaced before insert on public.ai_runs
  for each row execute function private.note_replaced();

create function private.note_reading(p_community uuid, p_conversation uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  if p_community is null or p_community <> all (private.my_admin_communities()) then
    return null;
  end if;
  return private.write_audit(
    'conversation.read', p_community, 'conversation', p_conversation::text
  );
end;
$$;
comment on function private.note_reading(uuid, uuid) is
  'Keeps in the audit that I read somebody''s conversation as a coach of the community. For nobody '
  'else it writes anything.';

revoke all on function private.note_replaced(), private.note_reading(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function private.note_reading(uuid, uuid), private.uuidv7_at(timestamptz)
to authenticated;

grant create on schema private to aigym_definer;
alter function private.note_reading(uuid, uuid) owner to aigym_definer;
revoke create on schema private from aigym_definer;
