-- Undoes 20261121169300_search_in_a_conversation.sql.

drop function public.search_talk(uuid, text);
