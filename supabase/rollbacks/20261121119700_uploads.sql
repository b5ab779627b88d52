-- Undoes 20261121119700_uploads.sql. Uploads that are under way can't go on, and begin again.

drop function private.files_without_row(uuid[]);
drop function private.sweep_files();
drop function private.sweep_files_at(timestamptz, integer);
drop index public.files_idle;
drop index public.content_versions_files;
drop function private.files_of_version(jsonb);
revoke update (upload_id, part_tags) on table public.files from authenticated;
alter table public.files
  drop constraint files_upload_form,
  drop column part_tags,
  drop column upload_id;
