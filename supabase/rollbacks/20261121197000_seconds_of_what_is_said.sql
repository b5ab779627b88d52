-- Undoes 20261121197000_seconds_of_what_is_said.sql.

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
  'private.index_item(uuid)',
  $from$    where v_item.kind <> 'video'
    union all
    select 2, cut.nth, cut.heading, cut.second, cut.text from private.cut_said(v_said) as cut
    where v_item.kind = 'video'
$from$,
  ''
);
select private.change_function(
  'private.index_item(uuid)',
  $from$    when 'video' then (
      select string_agg(lines.text, E'\n' order by lines.nth) from private.lines_said(v_said) as lines
    )
$from$,
  $to$    when 'video' then (select videos.transcript from public.videos where videos.id = p_item)
$to$
);
select private.change_function(
  'private.index_item(uuid)',
  $from$  if v_item.kind = 'video' then
    v_said := (
      select left(videos.transcript, v_most) from public.videos where videos.id = p_item
    );
  end if;
$from$,
  ''
);
select private.change_function(
  'private.index_item(uuid)',
  $from$  v_body text;
  -- The transcript of a video, with its times.
  v_said text;
$from$,
  $to$  v_body text;
$to$
);
select private.change_function(
  'private.catch_up_search()',
  $from$    exit when clock_timestamp() > v_began + interval '2 seconds';
$from$,
  ''
);
select private.change_function(
  'private.catch_up_search()',
  $from$  v_began constant timestamptz := clock_timestamp();
$from$,
  ''
);
drop function private.change_function(regprocedure, text, text);
drop function private.cut_said(text);
drop function private.lines_said(text);

update private.search_items
set stale = true
from public.videos
where videos.id = search_items.item_id and videos.transcript <> '';
