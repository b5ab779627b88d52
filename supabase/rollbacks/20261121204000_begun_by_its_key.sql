-- Undoes 20261121204000_begun_by_its_key.sql.

revoke update (start_key) on table public.conversations from aigym_definer;

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
  '  -- The key may be that of one in the trash, and stays with it.
  update public.conversations
  set start_key = p_key
  where conversations.id = v_conversation
    and conversations.start_key is distinct from p_key
    and not exists (
      select from public.conversations as named
      where named.owner_id = v_me and named.start_key = p_key
    );
',
  ''
);
drop function private.change_function(regprocedure, text, text);
