-- One change of many items: each is done or left by itself, and what was left says why.

create function public.change_contents(
  p_community uuid,
  p_items jsonb,
  p_change text,
  p_tag text default null,
  p_to uuid default null
)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_tag constant text := btrim(p_tag);
  v_asked record;
  v_item public.content_items;
  v_code text;
  v_answers jsonb := '[]';
begin
  perform private.require_coach(p_community);
  if p_change is null or p_change not in (
    'publish', 'take-back', 'archive', 'delete', 'restore', 'tag', 'untag', 'copy'
  ) then
    raise exception 'There is no such change.' using errcode = 'AG422', detail = 'change.invalid';
  end if;
  if jsonb_typeof(p_items) is distinct from 'array' or jsonb_array_length(p_items) > 100 then
    raise exception 'At most a hundred at once.' using errcode = 'AG422', detail = 'items.many';
  end if;
  if p_change in ('tag', 'untag') and coalesce(char_length(v_tag), 0) not between 1 and 40 then
    raise exception 'This is no tag.' using errcode = 'AG422', detail = 'tag.invalid';
  end if;
  if p_change = 'copy' then
    perform private.require_coach(p_to);
  end if;
  if p_change = 'tag' then
    insert into public.tags (community_id, name) values (p_community, v_tag) on conflict do nothing;
  end if;

  -- In one order, so that two who do this at once don't wait for each other.
  for v_asked in
    select distinct on (one.id) one.id, one.version
    from jsonb_to_recordset(p_items) as one (id uuid, version integer)
    order by one.id
  loop
    v_code := null;
    v_item := null;
    begin
      select * into v_item
      from public.content_items
      where content_items.id = v_asked.id
        and content_items.community_id is not distinct from p_community;
      if v_item.id is null then
        raise exception 'There is no such item.'
          using errcode = 'AG404', detail = 'content.not-found';
      end if;
      if p_change in ('tag', 'untag', 'copy') then
        perform private.take_item(v_item.id, v_asked.version);
      end if;
      case p_change
        when 'tag' then
          insert into public.content_tags (item_id, tag_id)
          select v_item.id, tags.id
          from public.tags
          where tags.community_id is not distinct from p_community
            and lower(tags.name) = lower(v_tag)
          on conflict do nothing;
        when 'untag' then
          delete from public.content_tags
          using public.tags
          where content_tags.item_id = v_item.id
            and content_tags.tag_id = tags.id
            and tags.community_id is not distinct from p_community
            and lower(tags.name) = lower(v_tag);
        when 'copy' then
          -- Files belong to a community, and stay there.
          perform public.save_content(
            p_to, v_item.kind, null, null,
            (private.content_body(v_item) - 'files') #- '{video,captions}'
          );
        else
          perform public.change_content(v_item.id, v_asked.version, p_change);
      end case;
    exception
      when sqlstate 'AG404' or sqlstate 'AG409' or sqlstate 'AG422' then
        get stacked diagnostics v_code = pg_exception_detail;
    end;
    v_answers := v_answers || jsonb_build_object(
      'id', v_asked.id, 'kind', v_item.kind, 'title', v_item.title, 'code', v_code
    );
  end loop;
  return jsonb_build_object('items', v_answers);
end;
$$;
comment on function public.change_contents(uuid, jsonb, text, text, uuid) is
  'Does one thing to up to a hundred items of a community, [{id, version}], each by itself: publish, '
  'take-back, archive, delete, restore, tag and untag (p_tag), or copy, as drafts, to a community '
  'that I coach too (p_to; null: the platform). Answers {items: [{id, kind, title, code}]}, code '
  'null where it is done.';

revoke all on function public.change_contents(uuid, jsonb, text, text, uuid)
from public, anon, authenticated, service_role;
grant execute on function public.change_contents(uuid, jsonb, text, text, uuid) to authenticated;
