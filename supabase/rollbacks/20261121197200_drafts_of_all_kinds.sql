-- Undoes 20261121197200_drafts_of_all_kinds.sql.

drop index public.content_items_all_drafts;
