-- What changed since I last looked: when a person opened an item last, and when before that if it
-- was published anew in between.

alter table public.content_progress
  add column seen_at timestamptz,
  add column seen_before timestamptz;
comment on column public.content_progress.seen_at is 'When the person opened the item last.';
comment on column public.content_progress.seen_before is
  'When they had opened it before they found it changed.';

grant insert (seen_at, seen_before), update (seen_at, seen_before)
on table public.content_progress to authenticated;

-- What members may read of an item as it was at one publication: nothing of how it works inside.
create function private.shown_body(p_kind text, p_body jsonb)
returns jsonb
language sql
immutable
security invoker
set search_path = ''
as $$
  select jsonb_strip_nulls(
    p_body - array['files', p_kind] || jsonb_build_object(
      p_kind, case p_kind
        when 'agent' then jsonb_build_object(
          'greeting', p_body -> 'agent' -> 'greeting',
          'starter_questions', p_body -> 'agent' -> 'starter_questions'
        )
        when 'automation' then jsonb_build_object(
          'trigger_settings', jsonb_build_object(
            'questions', p_body -> 'automation' -> 'trigger_settings' -> 'questions'
          )
        )
        else p_body -> p_kind
      end
    )
  );
$$;

-- Only the version that stood when the person looked, which they had before them then.
create function public.what_changed(p_community uuid, p_item uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_since timestamptz;
  v_before jsonb;
begin
  if p_community is null
    or private.me() is null
    or not private.second_factor_met()
    or not (p_community = any (private.my_communities()) or private.is_platform_admin())
  then
    return null;
  end if;
  select * into v_item
  from public.content_items
  where content_items.id = p_item
    and content_items.status = 'published' and content_items.deleted_at is null
    and (
      content_items.community_id = p_community
      or content_items.community_id is null and exists (
        select from public.content_assignments
        where content_assignments.item_id = content_items.id
          and (
            content_assignments.community_id = p_community
            or content_assignments.community_id is null
          )
      )
    );
  if v_item.id is null then
    return null;
  end if;
  select case
    when content_progress.seen_at < v_item.updated_at then content_progress.seen_at
    else content_progress.seen_before
  end
  into v_since
  from public.content_progress
  where content_progress.user_id = private.me() and content_progress.item_id = p_item;
  select content_versions.body into v_before
  from public.content_versions
  where content_versions.item_id = p_item and content_versions.published_at <= v_since
  order by content_versions.number desc
  limit 1;
  return jsonb_build_object(
    'kind', v_item.kind,
    'title', v_item.title,
    'since', v_since,
    'before', private.shown_body(v_item.kind, v_before),
    'now', private.shown_body(v_item.kind, private.content_body(v_item))
  );
end;
$$;
comment on function public.what_changed(uuid, uuid) is
  'A published item as it was when I looked at it before, and as it is now, as far as members see it: '
  '{kind, title, since, before, now}; null where it is not there for me.';

grant select on table public.content_progress to aigym_definer;
create policy "Definer functions read whose progress it is"
  on public.content_progress for select to aigym_definer
  using (user_id = (select private.me()));

revoke all on function
  private.shown_body(text, jsonb), public.what_changed(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function private.shown_body(text, jsonb) to aigym_definer;
grant execute on function public.what_changed(uuid, uuid) to authenticated;
grant create on schema public to aigym_definer;
alter function public.what_changed(uuid, uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
