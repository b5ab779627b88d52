drop function private.share_watched(uuid, int4multirange, numeric);
alter table public.content_progress drop column watched;
