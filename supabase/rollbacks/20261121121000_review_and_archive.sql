-- Undoes 20261121121000_review_and_archive.sql.

create or replace function public.save_content(
  p_community uuid,
  p_kind text,
  p_id uuid,
  p_version integer,
  p_body jsonb,
  p_key uuid default null,
  p_change text default null
)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_title constant text := btrim(p_body ->> 'title');
  v_item public.content_items;
  v_answer jsonb;
  v_repeated boolean := false;
  v_same boolean;
begin
  if p_kind is null or p_kind not in ('agent', 'video', 'document', 'prompt', 'automation') then
    raise exception 'There is no such kind.' using errcode = 'AG422', detail = 'kind.invalid';
  end if;
  if p_change not in ('publish', 'submit', 'restore') then
    raise exception 'There is no such change.' using errcode = 'AG422', detail = 'change.invalid';
  end if;
  perform private.require_coach(p_community);

  if p_id is null then
    insert into public.content_items (community_id, kind, title, slug, summary, owner_id, post_key)
    values (
      p_community, p_kind, v_title, private.slug_of(v_title), coalesce(p_body ->> 'summary', ''),
      private.me(), p_key
    )
    on conflict do nothing
    returning * into v_item;
    if v_item.id is not null then
      perform private.write_kind(v_item.id, p_kind, p_body);
      perform private.write_hangings(v_item, p_body);
    else
      -- The same post again, or a name that is taken.
      select * into v_item
      from public.content_items
      where content_items.owner_id = private.me() and content_items.post_key = p_key
        and content_items.kind = p_kind
        and content_items.community_id is not distinct from p_community;
      if v_item.id is null then
        raise exception 'Another item of this kind has this name.'
          using errcode = 'AG409', detail = p_kind || '.name-taken';
      end if;
      v_same := jsonb_strip_nulls(p_body - array['tags', 'files'])
        = private.content_body(v_item) - array['tags', 'files'];
      -- Somebody went back, changed the words and sent them again: they count as long as nobody
      -- touched the item since it was made.
      if v_same or v_item.updated_at <> v_item.created_at or v_item.deleted_at is not null then
        return jsonb_build_object(
          'id', v_item.id, 'version', v_item.version, 'repeated', true, 'settled', v_same
        );
      end if;
      v_repeated := true;
    end if;
  end if;

  if p_id is not null or v_repeated then
    -- Who changes a row waits here for whoever is at it, and then sees what they did.
    select * into v_item
    from public.content_items
    where content_items.id = coalesce(p_id, v_item.id)
      and content_items.community_id is not distinct from p_community
      and content_items.kind = p_kind
    for no key update;
    if v_item.id is null then
      raise exception 'There is no such item.'
        using errcode = 'AG404', detail = p_kind || '.not-found';
    end if;
    if v_item.deleted_at is not null and p_change is distinct from 'restore' then
      raise exception 'The item was deleted.' using errcode = 'AG409', detail = p_kind || '.deleted';
    end if;
    if v_item.deleted_at is null and not v_repeated and v_item.version is distinct from p_version
    then
      raise exception 'Somebody changed the item: it is at version %.', v_item.version
        using errcode = 'AG409', detail = p_kind || '.changed', hint = v_item.version::text;
    end if;
    perform private.write_kind(v_item.id, p_kind, p_body);
    perform private.write_hangings(v_item, p_body);
    begin
      -- Last, so that a version that is kept of it is of what it is now.
      update public.content_items
      set title = v_title, slug = private.slug_of(v_title),
        summary = coalesce(p_body ->> 'summary', ''), deleted_at = null
      where content_items.id = v_item.id
      returning * into v_item;
    exception
      when unique_violation then
        raise exception 'Another item of this kind has this name.'
          using errcode = 'AG409', detail = p_kind || '.name-taken';
    end;
  end if;

  v_answer := jsonb_build_object('id', v_item.id, 'version', v_item.version);
  if p_change in ('publish', 'submit') then
    v_answer := public.change_content(v_item.id, null, p_change);
  end if;
  return v_answer || jsonb_build_object('repeated', v_repeated, 'settled', true);
end;
$$;

drop function private.keep_reviewed(public.content_items, text);
