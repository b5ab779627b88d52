-- Undoes 20261121117000_lists_in_order.sql.

drop index public.memberships_coaches;
drop index public.content_items_deleted;
drop index public.content_items_drafts;
drop index public.content_items_published;
