-- One page of a conversation, by a function that keeps its plan: over two years of months, making the
-- plan cost more than running it. The caller's own rights and policies hold, as for any query.

create function public.read_messages(p_conversation uuid, p_before uuid, p_limit integer)
returns table (
  id uuid,
  parent_id uuid,
  author text,
  text text,
  status text,
  failure text,
  model text,
  created_at timestamptz,
  saved_at timestamptz,
  superseded boolean
)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  -- An answer is tried again only while nothing follows it, so that another answer to the same
  -- message stands right behind it. The page holds the row before which it ends, too, to see that.
  if p_before is null then
    return query
      select page.id, page.parent_id, page.author, page.text, page.status, page.failure, page.model,
        page.created_at, page.saved_at,
        page.author = 'agent' and coalesce(
          lead(page.parent_id) over newest_last = page.parent_id, false
        )
      from (
        select messages.*
        from public.messages
        where messages.conversation_id = p_conversation and messages.id > p_conversation
        order by messages.id desc
        limit p_limit
      ) as page
      window newest_last as (order by page.id)
      order by page.id desc;
  else
    return query
      select * from (
        select page.id, page.parent_id, page.author, page.text, page.status, page.failure,
          page.model, page.created_at, page.saved_at,
          page.author = 'agent' and coalesce(
            lead(page.parent_id) over newest_last = page.parent_id, false
          ) as superseded
        from (
          select messages.*
          from public.messages
          where messages.conversation_id = p_conversation
            and messages.id > p_conversation
            and messages.id <= p_before
          order by messages.id desc
          limit p_limit + 1
        ) as page
        window newest_last as (order by page.id)
      ) as page
      where page.id < p_before
      order by page.id desc
      limit p_limit;
  end if;
end;
$$;
comment on function public.read_messages(uuid, uuid, integer) is
  'The newest p_limit messages of a conversation (older than p_before, where that is given), newest '
  'first. superseded: another answer to the same message came after this one.';

revoke all on function public.read_messages(uuid, uuid, integer)
from public, anon, authenticated, service_role;
grant execute on function public.read_messages(uuid, uuid, integer) to authenticated;

-- The same for what is written: a plan for each call, over all months, was most of its time.
alter function private.answer_job(uuid, boolean) set plan_cache_mode = force_generic_plan;
alter function private.end_lost_answer(uuid) set plan_cache_mode = force_generic_plan;
alter function public.send_message(uuid, uuid, uuid, text, uuid)
  set plan_cache_mode = force_generic_plan;
alter function public.save_answer(uuid, text, text, text, text)
  set plan_cache_mode = force_generic_plan;
alter function public.stop_answer(uuid) set plan_cache_mode = force_generic_plan;
alter function public.retry_answer(uuid, uuid) set plan_cache_mode = force_generic_plan;

create function public.answer_status(p_answer uuid)
returns text
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (select messages.status from public.messages where messages.id = p_answer);
end;
$$;
comment on function public.answer_status(uuid) is
  'How far an answer is that was there before this statement; null for one that was not.';

revoke all on function public.answer_status(uuid)
from public, anon, authenticated, service_role;
grant execute on function public.answer_status(uuid) to authenticated;
