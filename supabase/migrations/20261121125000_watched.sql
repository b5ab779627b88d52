-- Which seconds of a video a person has watched, so that the share counts none of them twice: not
-- when they watch it again, not when the same word comes twice, not from two devices at once.

alter table public.content_progress
  add column watched int4multirange not null default '{}';
alter table public.content_progress
  add constraint content_progress_watched_size check (char_length(watched::text) <= 20000) not valid;
alter table public.content_progress validate constraint content_progress_watched_size;
comment on column public.content_progress.watched is
  'Of a video: the seconds that were played, each from its beginning to its end.';

grant insert (watched), update (watched) on table public.content_progress to authenticated;

create function private.share_watched(
  p_video uuid,
  p_watched int4multirange,
  p_seconds numeric default null
)
returns numeric
language sql
stable
security invoker
set search_path = ''
as $$
  select coalesce((
    select round(least(1, sum(upper(part) - lower(part)) / length.seconds), 3)
    from (
      -- What the coach says counts; the player knows it where nobody said it.
      select coalesce(videos.duration_seconds, p_seconds) as seconds
      from public.videos where videos.id = p_video
    ) as length, unnest(p_watched) as part
    where length.seconds > 0
    group by length.seconds
  ), 0);
$$;
comment on function private.share_watched(uuid, int4multirange, numeric) is
  'What part of a video these seconds are; 0 while nobody knows how long it is.';

revoke all on function private.share_watched(uuid, int4multirange, numeric)
from public, anon, authenticated, service_role;
grant execute on function private.share_watched(uuid, int4multirange, numeric) to authenticated;
