-- A copy leaves out what is held, but was called by its beginning. And a search for one kind looked
-- through three times as many of the newest as any other before it asked the index of words.

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
select private.change_function(
  'public.share_conversation(uuid, text, bytea, boolean)',
  $from$    v_conversation.title, v_conversation.agent_name,
$from$,
  $to$    case when exists (
      select from public.messages
      where messages.conversation_id = v_conversation.id
        and messages.id = any (private.held_back(v_conversation.id))
        and messages.author = 'person'
        and private.line_of(messages.text, 60) = v_conversation.title
    ) then v_conversation.agent_name else v_conversation.title end,
    v_conversation.agent_name,
$to$
);
select private.change_function(
  'private.fitting_items(uuid, text, text, tsquery, tsquery, text)',
  $from$      v_newest := v_tried * v_most * 4 / 3 / v_fit * case when p_kind is null then 1 else 3 end;
$from$,
  $to$      v_newest := least(
        16000, v_tried * v_most * 4 / 3 / v_fit * case when p_kind is null then 1 else 3 end
      );
$to$
);
drop function private.change_function(regprocedure, text, text);
