-- A hit in what is said in a video leads to its second. A transcript was cut like any text, its times
-- among its words: what was found in it opened the video at its top.

-- The lines of a transcript and the second of each, where it is known, as app/features/content/videos/
-- transcript.ts reads them: WebVTT by its cues, anything else line by line, a time at the start of one
-- or above it.
create function private.lines_said(p_text text)
returns table (nth bigint, said_at numeric, text text)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
  with given as (
    select replace(coalesce(p_text, ''), E'\r', '') as text
  ),
  cues as (
    select block.nth, cue.found,
      regexp_replace(cue.found[4], '<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>', '\1: ', 'g') as text
    from given
    cross join lateral regexp_split_to_table(given.text, '\n[ \t]*\n') with ordinality
      as block (text, nth)
    cross join lateral regexp_match(
      block.text,
      '(?:^|\n)[ \t]*(?:(\d{2,4}):)?([0-5]\d):([0-5]\d\.\d{3})[ \t]+-->[^\n]*(?:\n(.*))?$'
    ) as cue (found)
    where given.text ~ '^WEBVTT(?:\s|$)'
      and cue.found is not null
      -- The head goes on to the first empty line.
      and block.nth > 1
      and block.text !~ '^\s*(?:NOTE|STYLE|REGION)(?:\s|$)'
  ),
  written as (
    select line.nth, btrim(line.text, E' \t') as text,
      regexp_match(
        btrim(line.text, E' \t'),
        '^[[(]?(?:(\d{1,3}):)?(\d{1,3}):(\d{2})[])]?(?:\s*[-–—:]\s+|\s+|$)(.*)$'
      ) as found
    from given
    cross join lateral regexp_split_to_table(given.text, '\n') with ordinality as line (text, nth)
    where given.text !~ '^WEBVTT(?:\s|$)' and line.text ~ '\S'
  ),
  -- What only looks like a time, such as 4:75, is a part of its line.
  timed as (
    select written.nth, written.text, written.found[4] as rest,
      case
        when written.found[3]::numeric < 60
          and (written.found[1] is null or written.found[2] ~ '^[0-5]\d$')
        then coalesce(written.found[1], '0')::numeric * 3600 + written.found[2]::numeric * 60
          + written.found[3]::numeric
      end as said_at
    from written
  ),
  beside as (
    select timed.*,
      lag(case when timed.said_at is not null and timed.rest = '' then timed.said_at end)
        over (order by timed.nth) as above
    from timed
  )
  select lines.nth, case when lines.said_at < 999999 then lines.said_at end, lines.text
  from (
    select cues.nth,
      coalesce(cues.found[1], '0')::numeric * 3600 + cues.found[2]::numeric * 60
        + cues.found[3]::numeric as said_at,
      btrim(regexp_replace(
        replace(replace(replace(replace(
          regexp_replace(cues.text, '<[^<>]*>|&[lr]lm;', '', 'g'),
          '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'),
        '\s+', ' ', 'g'
      )) as text
    from cues
    union all
    select beside.nth, coalesce(beside.said_at, beside.above),
      case when beside.said_at is null then beside.text else beside.rest end
    from beside
  ) as lines
  where lines.text <> ''
  order by lines.nth;
$$;
comment on function private.lines_said(text) is
  'What is said in a video, line by line, with the second of each where its transcript tells it.';

-- Short pieces: a hit leads to the second at which its piece begins. Where no second is known, a
-- transcript is a text like any other.
create function private.cut_said(p_text text)
returns table (nth integer, heading text, second numeric, text text)
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_line record;
  v_now numeric;
begin
  nth := 0;
  text := '';
  for v_line in
    select lines.said_at, lines.timed, btrim(piece.found[1]) as said
    from (
      select said.*, bool_or(said.said_at is not null) over () as timed
      from private.lines_said(p_text) as said
    ) as lines
    cross join lateral (
      -- Most lines are short, and the pattern costs more than all the rest.
      select array[lines.text], 1::bigint where char_length(lines.text) <= 400
      union all
      select long.found, long.at
      from regexp_matches(
        lines.text, '(\S.{0,199}.{0,200}(?!\S)|\S{250})', 'g'
      ) with ordinality as long (found, at)
      where char_length(lines.text) > 400
    ) as piece (found, at)
    order by lines.nth, piece.at
  loop
    if not v_line.timed then
      return query
        select cut.nth, cut.heading, null::numeric, cut.text
        from private.cut_passages(p_text) as cut;
      return;
    end if;
    v_now := coalesce(v_line.said_at, v_now);
    if text <> '' and (
      char_length(text) + char_length(v_line.said) >= 400 or v_now >= coalesce(second, 0) + 30
    ) then
      nth := nth + 1;
      return next;
      text := '';
    end if;
    if text = '' then
      second := v_now;
      text := v_line.said;
    else
      text := text || ' ' || v_line.said;
    end if;
  end loop;
  if text <> '' then
    nth := nth + 1;
    return next;
  end if;
end;
$$;
comment on function private.cut_said(text) is
  'A transcript in pieces of at most four hundred characters or half a minute, each with its second.';

revoke all on function private.lines_said(text), private.cut_said(text)
from public, anon, authenticated, service_role;
grant execute on function private.lines_said(text), private.cut_said(text) to aigym_definer;

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
  $from$  v_body text;
$from$,
  $to$  v_body text;
  -- The transcript of a video, with its times.
  v_said text;
$to$
);
select private.change_function(
  'private.index_item(uuid)',
  $from$  -- What members may read of it: no instructions, no steps.
$from$,
  $to$  if v_item.kind = 'video' then
    v_said := (
      select left(videos.transcript, v_most) from public.videos where videos.id = p_item
    );
  end if;
  -- What members may read of it: no instructions, no steps.
$to$
);
select private.change_function(
  'private.index_item(uuid)',
  $from$    when 'video' then (select videos.transcript from public.videos where videos.id = p_item)
$from$,
  $to$    when 'video' then (
      select string_agg(lines.text, E'\n' order by lines.nth) from private.lines_said(v_said) as lines
    )
$to$
);
select private.change_function(
  'private.index_item(uuid)',
  $from$    select 2, cut.nth, cut.heading, null, cut.text from private.cut_passages(v_body) as cut
$from$,
  $to$    select 2, cut.nth, cut.heading, null, cut.text from private.cut_passages(v_body) as cut
    where v_item.kind <> 'video'
    union all
    select 2, cut.nth, cut.heading, cut.second, cut.text from private.cut_said(v_said) as cut
    where v_item.kind = 'video'
$to$
);
-- Two hundred films of an hour are more than one statement may take.
select private.change_function(
  'private.catch_up_search()',
  $from$  v_done integer := 0;
$from$,
  $to$  v_done integer := 0;
  v_began constant timestamptz := clock_timestamp();
$to$
);
select private.change_function(
  'private.catch_up_search()',
  $from$    v_done := v_done + 1;
$from$,
  $to$    v_done := v_done + 1;
    exit when clock_timestamp() > v_began + interval '2 seconds';
$to$
);
drop function private.change_function(regprocedure, text, text);

-- The scheduled job takes them in again, a few at a time.
update private.search_items
set stale = true
from public.videos
where videos.id = search_items.item_id and videos.transcript <> '';
