-- The lists of agents go along an index in the order that they are shown in. content_items_library
-- can't give it: `deleted_at is null` inside an index's columns is no equality to the planner, which
-- then reads all of a community to sort it. It stays for what is counted.

-- allow index: 20,000 rows beside ten million messages, written by coaches, done in a moment
create index content_items_published
  on public.content_items (community_id, kind, published_at desc, id desc)
  where status = 'published' and deleted_at is null;
-- allow index: 20,000 rows beside ten million messages, written by coaches, done in a moment
create index content_items_drafts
  on public.content_items (community_id, kind, updated_at desc, id desc)
  where status = 'draft' and deleted_at is null;
-- allow index: 20,000 rows beside ten million messages, written by coaches, done in a moment
create index content_items_deleted
  on public.content_items (community_id, kind, updated_at desc, id desc)
  where deleted_at is not null;

-- How many coaches a community has, without its members.
-- allow index: coaches only, of 110,000 rows beside ten million messages, done in a moment
create index memberships_coaches
  on public.memberships (community_id, user_id) where role = 'community_admin';
