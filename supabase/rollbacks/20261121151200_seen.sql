-- Undoes 20261121151200_seen.sql.

drop function public.what_changed(uuid, uuid);
drop function private.shown_body(text, jsonb);
drop policy "Definer functions read whose progress it is" on public.content_progress;
revoke select on table public.content_progress from aigym_definer;
alter table public.content_progress drop column seen_at, drop column seen_before;
