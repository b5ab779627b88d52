-- Undoes 20261121160300_files_that_fit.sql.

drop trigger content_files_fitting on public.content_files;
drop function private.keep_files_fitting();
