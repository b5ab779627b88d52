-- A begun conversation that nobody wrote in is taken by whatever post comes next, and is called by that
-- post's key from then on: sent again, the post finds it, where it began another one beside it.

-- The rest of the function stays as it is, and so is not written out again.
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
  'public.begin_conversation(uuid, uuid, text, uuid)',
  '  order by conversations.start_key = p_key desc
  limit 1;
',
  '  order by conversations.start_key = p_key desc
  limit 1;
  -- The key may be that of one in the trash, and stays with it.
  update public.conversations
  set start_key = p_key
  where conversations.id = v_conversation
    and conversations.start_key is distinct from p_key
    and not exists (
      select from public.conversations as named
      where named.owner_id = v_me and named.start_key = p_key
    );
'
);
drop function private.change_function(regprocedure, text, text);

grant update (start_key) on table public.conversations to aigym_definer;
