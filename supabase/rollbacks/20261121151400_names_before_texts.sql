-- Undoes 20261121151400_names_before_texts.sql.

create or replace function private.fitting_items(
  p_community uuid,
  p_kind text,
  p_scope text,
  p_needed tsquery,
  p_wanted tsquery,
  p_plain text
)
returns table (item_id uuid, kind text, score real)
language plpgsql
stable
rows 20
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
-- Of a word that few have the planner knows that too little, and would go through both tables by key.
set enable_mergejoin = off
set enable_hashjoin = off
set jit = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_places constant uuid[] := case
    when p_scope = 'desk' then array[p_community]
    else array[p_community, '00000000-0000-0000-0000-000000000000'::uuid]
  end;
  -- Of what fits this many are ranked: who finds more says what they mean more closely.
  v_most constant integer := 300;
begin
  return query
  -- The names first: what stands in them is what is meant, and they are small.
  select fits.item_id, fits.kind,
    (
      ts_rank('{0.05, 0.25, 0.6, 1}', fits.names, p_wanted) * 2
        + case when fits.title = p_plain then 1
            when fits.title like p_plain || '%' then 0.4 else 0 end
        -- Of two names that fit, the one that says little else.
        + 0.5 * least(1, char_length(p_plain)::real / char_length(fits.title))
    )::real
  from (
    (
      select search_items.item_id, content_items.kind, search_items.names, search_items.title
      from private.search_items
      join public.content_items on content_items.id = search_items.item_id
      where search_items.place_id = any (v_places)
        and search_items.names @@ p_needed
        and (p_kind is null or content_items.kind = p_kind)
        and (p_scope = 'desk' or content_items.deleted_at is null)
        and (
          p_scope in ('desk', 'coach') and content_items.community_id = p_community
          or p_scope <> 'desk' and content_items.status = 'published' and (
            content_items.community_id = p_community
            or content_items.community_id is null and exists (
              select from public.content_assignments
              where content_assignments.item_id = content_items.id
                and (
                  content_assignments.community_id = p_community
                  or content_assignments.community_id is null
                )
            )
          )
        )
      limit v_most
    )
    union
    (
      select search_items.item_id, content_items.kind, search_items.names, search_items.title
      from private.search_items
      join public.content_items on content_items.id = search_items.item_id
      where search_items.place_id = any (v_places)
        and search_items.words @@ p_needed
        and (p_kind is null or content_items.kind = p_kind)
        and (p_scope = 'desk' or content_items.deleted_at is null)
        and (
          p_scope in ('desk', 'coach') and content_items.community_id = p_community
          or p_scope <> 'desk' and content_items.status = 'published' and (
            content_items.community_id = p_community
            or content_items.community_id is null and exists (
              select from public.content_assignments
              where content_assignments.item_id = content_items.id
                and (
                  content_assignments.community_id = p_community
                  or content_assignments.community_id is null
                )
            )
          )
        )
      limit v_most
    )
  ) as fits;
end;
$$;
