-- Undoes 20261121153200_many_at_once.sql. What was changed stays.

drop function public.change_contents(uuid, jsonb, text, text, uuid);
