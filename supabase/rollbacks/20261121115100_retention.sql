-- Undoes 20261121115100_retention.sql. What it erased does not come back.

drop function private.drop_old_conversations();
drop function private.drop_old_conversations_at(timestamptz, integer);
drop index public.conversations_age;
