-- Undoes 20261121153000_trash_that_empties.sql. What it erased does not come back.

drop function private.empty_trash();
drop function private.empty_trash_at(timestamptz, integer);
drop function private.trash_days();
drop index public.content_items_trash;
