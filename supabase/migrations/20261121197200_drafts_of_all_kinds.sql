-- The drafts of a community, of whatever kind, last changed first: the dashboard showed those of agents
-- alone.
-- allow index: 20,000 rows beside ten million messages, written by coaches, done in a moment
create index content_items_all_drafts on public.content_items (community_id, updated_at desc, id desc)
  where status = 'draft' and deleted_at is null;
