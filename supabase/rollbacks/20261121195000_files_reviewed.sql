-- Undoes 20261121195000_files_reviewed.sql. Files change past whoever has to look, as before.

drop trigger content_files_reviewed on public.content_files;
drop function private.keep_files_reviewed();

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
  'public.save_content(uuid, text, uuid, integer, jsonb, uuid, text)',
  $from$          -- Its files may have sent it for a review already, unlooked at for being whole.
          when p_change = 'submit' and v_item.status = 'published' then 'draft'
$from$,
  $to$          when p_change = 'submit' and content_items.status = 'published' then 'draft'
$to$
);
drop function private.change_function(regprocedure, text, text);
