-- Undoes 20261121162200_which_of_two_times.sql.

drop function public.schedule_content(uuid, integer, timestamp, text);
create function public.schedule_content(p_id uuid, p_version integer, p_local timestamp)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items := private.take_item(p_id, p_version);
  v_moments timestamptz[];
begin
  if p_local is not null then
    if v_item.status not in ('draft', 'in_review') then
      raise exception 'The item is not where it was: it is %.', v_item.status
        using errcode = 'AG409', detail = v_item.kind || '.changed', hint = v_item.version::text;
    end if;
    if not private.is_whole(v_item) then
      raise exception 'There is nothing in it that members could use.'
        using errcode = 'AG422', detail = 'schedule.empty';
    end if;
    v_moments := private.local_moments(
      p_local,
      coalesce(
        (
          select communities.time_zone from public.communities
          where communities.id = v_item.community_id
        ),
        'UTC'
      )
    );
    if v_moments = '{}' then
      raise exception 'Clocks are set forward over this time.'
        using errcode = 'AG422', detail = 'schedule.gap';
    end if;
    if v_moments[1] <= now() then
      raise exception 'This time is over.' using errcode = 'AG422', detail = 'schedule.past';
    end if;
    if v_moments[1] > now() + interval '2 years' then
      raise exception 'This is too far away.' using errcode = 'AG422', detail = 'schedule.far';
    end if;
  end if;
  update public.content_items
  set publish_at = v_moments[1]
  where content_items.id = p_id
  returning * into v_item;
  return jsonb_build_object(
    'id', v_item.id, 'version', v_item.version, 'title', v_item.title, 'at', v_item.publish_at,
    'twice', coalesce(cardinality(v_moments), 0) = 2
  );
end;
$$;
comment on function public.schedule_content(uuid, integer, timestamp) is
  'Sets when an item is published by itself, as clocks of its community show it, or takes that back '
  '(null). Answers {id, version, title, at, twice}: where clocks show the time twice, it is the first.';

revoke all on function public.schedule_content(uuid, integer, timestamp)
from public, anon, authenticated, service_role;
grant execute on function public.schedule_content(uuid, integer, timestamp) to authenticated;
