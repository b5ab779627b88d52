-- Undoes 20261121153300_platform_items_given.sql. What was given stays given.

drop index public.content_items_platform;
drop function public.give_content(uuid, uuid[]);
