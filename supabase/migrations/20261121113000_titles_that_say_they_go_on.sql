-- A conversation is named after its first message. What is longer than a line ended in the middle of
-- a word, as if the person had written it so: it ends between words now, with an ellipsis.

create function private.line_of(p_text text, p_most integer)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when char_length(line.text) <= p_most then line.text
    -- A word that is a line in itself is cut all the same.
    else rtrim(left(regexp_replace(left(line.text, p_most), '\s\S{0,20}$', ''), p_most - 1), ' ,;:.')
      || '…'
  end
  from (select btrim(regexp_replace(p_text, '\s+', ' ', 'g')) as text) as line;
$$;
comment on function private.line_of(text, integer) is
  'A text as one line of so many characters at most; an ellipsis says that it went on.';
revoke all on function private.line_of(text, integer) from public;
grant execute on function private.line_of(text, integer) to aigym_definer;

-- The rest of the function stays as it is, and so is not written out again.
do $$
declare
  v_function constant regprocedure := 'public.send_message(uuid, uuid, uuid, text, uuid)';
  v_before constant text := pg_get_functiondef(v_function);
  v_after constant text := replace(
    v_before,
    $old$btrim(left(btrim(regexp_replace(p_text, '\s+', ' ', 'g')), 60))$old$,
    'private.line_of(p_text, 60)'
  );
begin
  if v_after = v_before then
    raise exception 'send_message does not name conversations as expected';
  end if;
  execute v_after;
end;
$$;
