-- Uploads that go on where they stopped, and the sweep of files that nothing uses.

alter table public.files
  add column upload_id text,
  add column part_tags text[] not null default '{}',
  add constraint files_upload_form check (
    char_length(upload_id) <= 2000 and cardinality(part_tags) <= 10000
  ) not valid;
alter table public.files validate constraint files_upload_form;
comment on column public.files.upload_id is
  'While it is uploaded in parts: what the storage calls the upload.';
comment on column public.files.part_tags is
  'While it is uploaded in parts: what the storage calls each part, null for one that is missing.';

grant update (upload_id, part_tags) on table public.files to authenticated;

-- The files that a version speaks of, so that it can be brought back whole.
create function private.files_of_version(p_body jsonb)
returns text[]
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
  select coalesce(array_agg(named.file), '{}')
  from (
    select jsonb_path_query(p_body, '$.files[*].file') #>> '{}' as file
    union
    select jsonb_path_query(p_body, '$.video.captions[*].file_id') #>> '{}'
  ) as named;
$$;
comment on function private.files_of_version(jsonb) is 'The ids of the files that a version names.';

-- allow index: only versions that name files have a line in it, and there are none yet
create index content_versions_files on public.content_versions
  using gin (private.files_of_version(body));

-- allow index: files are few, and nothing uploads them before this release
create index files_idle on public.files (updated_at);

create function private.sweep_files_at(p_now timestamptz, p_limit integer)
returns table (id uuid, upload_id text)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  -- Another job does it already.
  if not pg_try_advisory_xact_lock(hashtextextended('aigym.sweep-files', 0)) then
    return;
  end if;
  return query
  delete from public.files
  where files.id in (
    select idle.id
    from public.files as idle
    where idle.updated_at < p_now - interval '1 day'
      and not exists (select from public.content_files where content_files.file_id = idle.id)
      and not exists (select from public.video_captions where video_captions.file_id = idle.id)
      and not exists (
        select from public.content_versions
        where private.files_of_version(content_versions.body) @> array[idle.id::text]
      )
    order by idle.updated_at
    limit p_limit
    -- One that somebody gives to an item at this moment is used.
    for update skip locked
  )
  returning files.id, files.upload_id;
end;
$$;

-- Definer, and the migrations' role's own, as the other jobs are.
create function private.sweep_files()
returns table (id uuid, upload_id text)
language sql
volatile
security definer
set search_path = ''
as $$
  select swept.id, swept.upload_id from private.sweep_files_at(now(), 200) as swept;
$$;
comment on function private.sweep_files() is
  'Deletes up to two hundred rows of uploads that were left lying for a day and of files that no '
  'item and no version uses. For the scheduled job, which deletes what lies in the storage.';

create function private.files_without_row(p_ids uuid[])
returns uuid[]
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(asked.id), '{}')
  from unnest(p_ids) as asked (id)
  where not exists (select from public.files where files.id = asked.id);
$$;
comment on function private.files_without_row(uuid[]) is
  'Which of these lie in the storage for nothing. For the scheduled job.';

revoke all on function
  private.files_of_version(jsonb), private.sweep_files_at(timestamptz, integer),
  private.sweep_files(), private.files_without_row(uuid[])
from public, anon, authenticated, service_role;
grant execute on function private.files_of_version(jsonb) to aigym_definer;
grant execute on function private.sweep_files(), private.files_without_row(uuid[]) to aigym_worker;

grant create on schema private to aigym_definer;
alter function private.files_without_row(uuid[]) owner to aigym_definer;
revoke create on schema private from aigym_definer;
