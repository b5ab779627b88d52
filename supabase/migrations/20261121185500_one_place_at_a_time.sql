-- A text index that begins with the place is of no use to "place = any (...)": it was asked for the whole
-- platform, or not at all. Each place by itself, it answers for that place alone. So with a person's
-- budgets, beside those of all other members.

-- Loads the module that one of these functions has a setting of: unknown, it may not be written.
select extensions.show_limit();

-- The rest of the functions stays as it is, and so is not written out again.
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
  'private.fitting_items(uuid, text, text, tsquery, tsquery, text)',
  $from$search_items.place_id = any (v_places)$from$,
  $to$(search_items.place_id = v_places[1] or search_items.place_id = v_places[2])$to$
);
select private.change_function(
  'private.words_alike(uuid[], text, boolean)',
  $from$search_words.place_id = any (p_places)
            and search_words.word operator$from$,
  $to$(search_words.place_id = p_places[1] or search_words.place_id = p_places[2])
            and search_words.word operator$to$
);
select private.change_function(
  'private.words_alike(uuid[], text, boolean)',
  $from$search_words.place_id = any (p_places)
            and char_length$from$,
  $to$(search_words.place_id = p_places[1] or search_words.place_id = p_places[2])
            and char_length$to$
);
select private.change_function(
  'private.budgets_for(uuid, uuid, timestamptz)',
  $from$    where ai_budgets.community_id = p_community
      and case ai_budgets.holder$from$,
  $to$    where ai_budgets.community_id = p_community
      -- What says the same again goes along the index: a community may have a budget for each member.
      and (ai_budgets.user_id is null or ai_budgets.user_id = p_person)
      and case ai_budgets.holder$to$
);
drop function private.change_function(regprocedure, text, text);
