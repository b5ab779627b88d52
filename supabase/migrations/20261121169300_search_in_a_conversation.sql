-- Search within one conversation of one's own, on all of its branches.

create function public.search_talk(p_conversation uuid, p_text text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
declare
  v_me constant uuid := private.me();
  v_community uuid;
  v_languages text[];
  v_needed tsquery;
  v_wanted tsquery;
  v_guessed boolean;
  v_how text := 'nothing';
  v_found uuid[];
  -- Of what fits these are shown: the newest.
  v_most constant integer := 50;
begin
  if v_me is null or not private.second_factor_met() then
    return null;
  end if;
  select conversations.community_id into v_community
  from public.conversations
  where conversations.id = p_conversation
    and conversations.owner_id = v_me
    and conversations.community_id = any (private.my_communities());
  if v_community is null then
    return null;
  end if;
  if char_length(p_text) > 200 then
    raise exception 'Nobody reads that much.' using errcode = 'AG422', detail = 'search.too-long';
  end if;
  v_languages := array(
    select distinct unnest(private.search_languages_of(v_community) || array['english', 'german'])
  );

  for v_pass in 1 .. 3 loop
    select needed, wanted, guessed into v_needed, v_wanted, v_guessed
    from private.read_search(array[v_community], v_languages, p_text, v_pass);
    exit when v_needed is null;
    v_found := array(
      select search_talks.message_id
      from private.search_talks
      where search_talks.owner_id = v_me
        and search_talks.words @@ v_needed
        and search_talks.conversation_id = p_conversation
        -- The title has the conversation's own key.
        and search_talks.message_id > p_conversation
      order by search_talks.message_id desc
      limit v_most + 1
    );
    if cardinality(v_found) > 0 then
      v_how := case when v_pass = 3 then 'some' when v_guessed then 'alike' else 'all' end;
      exit;
    end if;
  end loop;

  return jsonb_build_object(
    'how', v_how,
    'more', cardinality(v_found) > v_most,
    'messages', (
      select coalesce(jsonb_agg(
        jsonb_build_object(
          'id', messages.id, 'author', messages.author, 'at', messages.created_at,
          'passage', private.mark_found(messages.text, v_wanted, v_languages, 240)
        ) order by messages.id desc
      ), '[]')
      from public.messages
      where messages.conversation_id = p_conversation
        and messages.id = any (v_found[1:v_most])
    )
  );
end;
$$;
comment on function public.search_talk(uuid, text) is
  'What was said in a conversation of mine that fits a text, the newest fifty: {how: all, alike, some '
  'or nothing; messages: [{id, author, at, passage}]; more}, null where it is not mine. Marks stand '
  'between U+E000 and U+E001.';

revoke all on function public.search_talk(uuid, text)
from public, anon, authenticated, service_role;
grant execute on function public.search_talk(uuid, text) to authenticated;

grant create on schema public to aigym_definer;
alter function public.search_talk(uuid, text) owner to aigym_definer;
revoke create on schema public from aigym_definer;
