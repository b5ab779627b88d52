-- What the captions of a video say is found, though nobody wrote a transcript: they were a file like any
-- other to the search, which reads no storage.

alter table public.files
  add column words text,
  add constraint files_words_length check (char_length(words) <= 300000) not valid;
alter table public.files validate constraint files_words_length;
comment on column public.files.words is
  'What captions say, as WebVTT, for the search; null for any other file, and where nobody read them '
  'when they came.';
grant update (words) on table public.files to authenticated;

create constraint trigger content_files_found
  after insert or update of place on public.content_files
  deferrable initially deferred
  for each row when (new.purpose = 'captions')
  execute function private.keep_item_found();
create constraint trigger content_files_lost
  after delete on public.content_files
  deferrable initially deferred
  for each row when (old.purpose = 'captions')
  execute function private.keep_item_found();

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
  $from$    v_said := (
      select left(videos.transcript, v_most) from public.videos where videos.id = p_item
    );
$from$,
  $to$    v_said := (
      select left(coalesce(nullif(videos.transcript, ''), (
        -- The same that the video's page reads.
        select files.words
        from public.content_files join public.files on files.id = content_files.file_id
        where content_files.item_id = p_item and content_files.purpose = 'captions'
        order by content_files.place, content_files.created_at
        limit 1
      )), v_most)
      from public.videos where videos.id = p_item
    );
$to$
);
drop function private.change_function(regprocedure, text, text);
