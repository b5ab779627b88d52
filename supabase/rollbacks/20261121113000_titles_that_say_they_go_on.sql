do $$
begin
  execute replace(
    pg_get_functiondef('public.send_message(uuid, uuid, uuid, text, uuid)'::regprocedure),
    'private.line_of(p_text, 60)',
    $old$btrim(left(btrim(regexp_replace(p_text, '\s+', ' ', 'g')), 60))$old$
  );
end;
$$;

drop function private.line_of(text, integer);
