-- Undoes 20261121195000_files_reviewed.sql. Files change past whoever has to look, as before.

drop trigger content_files_reviewed on public.content_files;
drop function private.keep_files_reviewed();
